import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatDuration, parseDuration } from './duration.ts';
import { nearest } from './nearest.ts';
import { redact } from './secrets.ts';

describe('nearest', () => {
  const cases: [string, string[], string | undefined][] = [
    ['lsiten', ['connect', 'listen'], 'listen'],
    ['Listen', ['connect', 'listen'], 'listen'],
    ['simulat', ['show', 'simulate'], 'simulate'],
    ['xyzzy', ['listen', 'connect'], undefined],
    ['a', [], undefined],
  ];
  for (const [word, candidates, expected] of cases) it(`${word}: ${expected ?? 'nothing'}`, () => { assert.equal(nearest(word, candidates), expected); });
});

describe('parseDuration', () => {
  const cases: [string, number | undefined][] = [
    ['500ms', 500], ['1s', 1_000], ['1.5s', 1_500], ['5m', 300_000], ['2h', 7_200_000], ['0s', 0],
    ['1', undefined], ['-1s', undefined], ['1 s', undefined], ['1e3s', undefined], ['s', undefined], ['1d', undefined], ['1s\n', undefined],
  ];
  for (const [text, expected] of cases) it(`${JSON.stringify(text)} is ${expected}`, () => { assert.equal(parseDuration(text), expected); });

  it('is undone by formatDuration', () => {
    for (const text of ['500ms', '1s', '90s', '5m', '2h', '0ms']) assert.equal(formatDuration(parseDuration(text) ?? -1), text);
  });
});

describe('redact', () => {
  it('hides every occurrence, the longer secret first', () => {
    assert.equal(redact('a secret and a secret2, $1', ['secret', 'secret2', '']), 'a *** and a ***, $1');
  });
});
