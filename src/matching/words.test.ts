import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describePattern } from './words.ts';

describe('patterns in words', () => {
  it('names fields, references and matchers', () => {
    const scope = new Map([['connector', 1]]);
    assert.equal(describePattern({ connectorId: '$connector', status: 'Charging' }, scope), 'connectorId 1, status "Charging"');
    assert.equal(describePattern({ connectorId: '$connector' }), 'connectorId $connector');
    assert.equal(describePattern({ idTagInfo: { status: 'Accepted' } }), 'idTagInfo.status "Accepted"');
    assert.equal(describePattern({ status: { oneOf: ['Finishing', { omitted: true }] } }), 'status one of "Finishing", no value');
    assert.equal(describePattern({ data: { omitted: true }, key: { present: true } }), 'no data, some key');
    assert.equal(describePattern({ configurationKey: { includes: { key: 'A', readonly: false } } }), 'configurationKey with { key "A", readonly false }');
    assert.equal(describePattern({ errorCode: { not: 'NoError' }, value: { min: 1, max: 2 } }), 'errorCode not "NoError", value at least 1, value at most 2');
    assert.equal(describePattern({ at: { near: '$x', by: '5m' } }), 'at within "5m" of $x');
  });
});
