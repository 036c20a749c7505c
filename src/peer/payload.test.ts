import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JsonValue, Payload } from '../ocppj/types.ts';
import { objectsAt, overlay, payloadOf } from './payload.ts';

describe('peer/payload', () => {
  it('merges objects, replaces the rest, and leaves its arguments alone', () => {
    const base: Payload = { a: { b: 1, c: [1, 2] }, d: 1, e: { f: 1 } };
    const fields: Payload = { a: { c: [3] }, e: 2, g: null };
    assert.deepEqual(overlay(base, fields), { a: { b: 1, c: [3] }, d: 1, e: 2, g: null });
    assert.deepEqual(base, { a: { b: 1, c: [1, 2] }, d: 1, e: { f: 1 } });
  });

  it('treats the names of prototype fields as plain fields', () => {
    const hostile: JsonValue = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
    const merged = overlay({}, payloadOf(hostile));
    assert.deepEqual(Object.keys(merged), ['__proto__', 'constructor']);
    assert.equal('polluted' in {}, false);
    assert.equal(Object.getPrototypeOf(merged), Object.prototype);
  });

  it('reads only what is there', () => {
    assert.deepEqual(payloadOf([1]), {});
    assert.deepEqual(objectsAt({ list: [1, { a: 1 }, null, [2]] }, 'list'), [{ a: 1 }]);
  });
});
