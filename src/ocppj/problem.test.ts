import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { describeValue, isTooLarge, maxTextBytes } from './problem.ts';

describe('describeValue', () => {
  it('writes a short value as JSON', () => {
    assert.equal(describeValue({ a: [1, 'x', null], b: true }), '{"a":[1,"x",null],"b":true}');
    assert.equal(describeValue(undefined), 'nothing');
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
      const json = JSON.stringify(value);
      if (/^[\x20-\x7e]{0,120}$/.test(json)) assert.equal(describeValue(value), json);
    }));
  });

  it('is at most 120 characters, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (value) => describeValue(value).length <= 120));
    assert.equal(describeValue('x'.repeat(500)).length, 120);
    assert.ok(describeValue('x'.repeat(500)).endsWith('…'));
    assert.ok(describeValue(Array(1e6).fill({ a: 1 })).startsWith('[{"a":1},'));
  });

  it('does not recurse with a deep value', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    assert.equal(describeValue(deep).length, 120);
  });

  it('escapes control, invisible and direction-changing characters', () => {
    assert.equal(describeValue('a\u0000\n\u001b\u0085\u200b\u202eb'), '"a\\u0000\\n\\u001b\\u0085\\u200b\\u202eb"');
  });
});

describe('isTooLarge', () => {
  it('counts bytes of UTF-8', () => {
    assert.equal(isTooLarge('x'.repeat(maxTextBytes)), false);
    assert.equal(isTooLarge('x'.repeat(maxTextBytes + 1)), true);
    assert.equal(isTooLarge('é'.repeat(maxTextBytes / 2)), false);
    assert.equal(isTooLarge('é'.repeat(maxTextBytes / 2 + 1)), true);
  });
});
