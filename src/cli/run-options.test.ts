import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planFromFlags } from '../plan/load.ts';
import type { RunArguments } from './run-options.ts';
import { toRunOptions } from './run-options.ts';
import { clip, wrap } from './table.ts';
import textWidth from './text-width.ts';
import { UsageError } from './usage-error.ts';

const PLAN = planFromFlags({ connect: 'ws://127.0.0.1:9/ocpp' });
const BARE: RunArguments = {
  profile: undefined, block: undefined, certification: undefined, grep: undefined, 'include-one-way': false, lanes: 1, shard: undefined, retries: 0, bail: false,
  resume: undefined, strict: undefined, reporter: ['junit'], out: 'reports', 'mocha-reporter': undefined, verbose: false, positional: { testcases: [] },
};
const { signal } = new AbortController();
const make = (argv: Partial<RunArguments>) => toRunOptions({ ...BARE, ...argv }, { plan: PLAN, timeScale: 1, signal });

describe('toRunOptions', () => {
  it('leaves out what was not typed', async () => {
    assert.deepEqual(await make({}), {
      plan: PLAN, selection: { ids: [], includeOneWay: false }, lanes: 1, retries: 0, bail: false, reporters: ['junit'], out: 'reports', timeScale: 1, signal,
    });
  });

  it('passes on everything that was typed', async () => {
    const options = await make({
      positional: { testcases: ['TC_1'] }, profile: ['Core,Security', 'Reservation'], block: ['B'], grep: 'x', 'include-one-way': true, lanes: 3, shard: '2/3', retries: 1,
      bail: true, resume: 'reports/r', strict: 'certification', 'mocha-reporter': 'spec', reporter: ['junit,html'],
    });
    assert.deepEqual(options, {
      plan: PLAN, selection: { ids: ['TC_1'], profile: ['Core', 'Security', 'Reservation'], block: ['B'], grep: 'x', includeOneWay: true }, lanes: 3, shard: { index: 2, of: 3 },
      retries: 1, bail: true, resume: 'reports/r', reporters: ['junit', 'html'], out: 'reports', strict: 'certification', mochaReporter: 'spec', timeScale: 1, signal,
    });
  });

  const refused: [string, Partial<RunArguments>, RegExp][] = [
    ['a shard that is none', { shard: '0/3' }, /--shard 0\/3/],
    ['a shard beyond the last', { shard: '4/3' }, /--shard 4\/3/],
    ['half a lane', { lanes: 1.5 }, /--lanes/],
    ['no lane', { lanes: 0 }, /--lanes/],
    ['too many retries', { retries: 11 }, /--retries/],
    ['testcases together with --certification', { certification: 'M', positional: { testcases: ['TC_1'] } }, /selects by itself/],
    ['certification of a version without it', { certification: 'M' }, /OCPP 1\.6 does not tell/],
  ];
  for (const [name, argv, message] of refused) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(make(argv), (error: unknown) => error instanceof UsageError && message.test(error.message));
    });
  }
});

describe('tables', () => {
  it('counts columns without colours', () => {
    assert.equal(textWidth('\u001b[1;31mred\u001b[0m…'), 4);
  });

  it('clips and wraps to a width', () => {
    assert.deepEqual([clip('abcdef', 4), clip('abcd', 4)], ['abc…', 'abcd']);
    assert.deepEqual(wrap('one two three', '  ', 9), ['  one two', '  three']);
    assert.deepEqual(wrap('', '  '), []);
  });
});
