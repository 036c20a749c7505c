import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { IndexEntry } from '../testcase/index-types.ts';
import type { Selection } from './options.ts';
import { SelectionError, selectTestcases, takeShard } from './select.ts';

const entry = (id: string, change: Partial<IndexEntry> = {}): IndexEntry => {
  const { ocpp = '1.6', sut = 'charge-point' } = change;
  const topic = change.topic ?? `ocpp${ocpp}/${sut}/core`;
  return { id, title: `Title of ${id}`, purpose: '', path: `${topic}/${id}-case`, ocpp, sut, profile: 'Core', topic, requires: [], requirements: [], oneWay: false, estimateSeconds: 0, operatorTrips: 0, ...change };
};
const INDEX: IndexEntry[] = [
  entry('TC_001_CS', { oneWay: true }), entry('TC_002_CS'), entry('TC_010_CS', { profile: 'Smart Charging', topic: 'ocpp1.6/charge-point/smart-charging' }),
  entry('TC_002_CSMS', { sut: 'csms' }), entry('TC_A_01_CS', { ocpp: '2.0.1', topic: 'ocpp2.0.1/charge-point/a-security' }), entry('TC_R_01_CS', { ocpp: '2.1', topic: 'ocpp2.1/charge-point/r-der' }),
];
const select = (selection: Partial<Selection> = {}, ...[ocpp = '1.6', sut = 'charge-point']: ('1.6' | '2.0.1' | '2.1' | 'charge-point' | 'csms')[]): string[] => {
  if (ocpp === 'charge-point' || ocpp === 'csms' || sut === '1.6' || sut === '2.0.1' || sut === '2.1') assert.fail('version, then device');
  return selectTestcases(INDEX, { ids: [], includeOneWay: false, ...selection }, ocpp, sut).map(({ id }) => id);
};

describe('runner/select', () => {
  it('takes what is for the version and the device, one-way testcases only when asked, and last', () => {
    assert.deepEqual(select(), ['TC_002_CS', 'TC_010_CS']);
    assert.deepEqual(select({ includeOneWay: true }), ['TC_002_CS', 'TC_010_CS', 'TC_001_CS']);
    assert.deepEqual(select({ ids: ['TC_001_CS'] }), ['TC_001_CS']);
    assert.deepEqual(select({}, '1.6', 'csms'), ['TC_002_CSMS']);
    assert.deepEqual(select({}, '2.0.1'), ['TC_A_01_CS']);
    assert.deepEqual(select({}, '2.1'), ['TC_A_01_CS', 'TC_R_01_CS']);
  });

  it('takes ids in any case, paths and globs, and joins them', () => {
    assert.deepEqual(select({ ids: ['tc_002_cs'] }), ['TC_002_CS']);
    assert.deepEqual(select({ ids: ['ocpp1.6/charge-point/core/TC_002_CS-case'] }), ['TC_002_CS']);
    assert.deepEqual(select({ ids: ['**/smart-charging/*', 'TC_002*'] }), ['TC_002_CS', 'TC_010_CS']);
  });

  it('narrows by profile, block and text', () => {
    assert.deepEqual(select({ profile: ['smart charging'] }), ['TC_010_CS']);
    assert.deepEqual(select({ block: ['A'] }, '2.1'), ['TC_A_01_CS']);
    assert.deepEqual(select({ block: ['r'] }, '2.1'), ['TC_R_01_CS']);
    assert.deepEqual(select({ grep: 'TITLE of tc_010' }), ['TC_010_CS']);
    assert.deepEqual(select({ ids: ['TC_002_CS'], profile: ['Smart Charging'] }), []);
  });

  it('throws for a name that nothing has, also beside good ones', () => {
    for (const ids of [['TC_999_CS'], ['TC_002_CS', 'TC_002_CSMS'], ['nowhere/**']]) assert.throws(() => select({ ids }), SelectionError);
    assert.throws(() => select({ ids: ['TC_999_CS'] }), (error: unknown) => error instanceof SelectionError && error.wanted === 'TC_999_CS' && error.known.includes('TC_002_CS'));
  });

  it('takes every n-th for a shard, each in exactly one', () => {
    const all = Array.from({ length: 10 }, (_, index) => index);
    const parts = [1, 2, 3].map((index) => takeShard(all, { index, of: 3 }));
    assert.deepEqual(parts.flat().sort((a, b) => a - b), all);
    assert.deepEqual(parts.map(({ length }) => length), [4, 3, 3]);
    assert.deepEqual(takeShard(all, undefined), all);
    assert.deepEqual(takeShard([1], { index: 2, of: 2 }), []);
  });
});
