import type { IndexEntry } from '../testcase/index-types.ts';
import type { TestcaseResult } from '../trace/types.ts';
import { runUnderMocha } from './harness.ts';
import type { Lane } from './lane.ts';
import type { RunOptions } from './options.ts';
import type { RunRecord } from './record.ts';

interface Pending { promise: Promise<TestcaseResult | undefined>; resolve(result: TestcaseResult | undefined): void }

function promiseOf(): Pending {
  let resolve: Pending['resolve'] = () => undefined;
  const promise = new Promise<TestcaseResult | undefined>((settle) => { resolve = settle; });
  return { promise, resolve: (result) => resolve(result) };
}

/** Gives the testcases to the lanes, one at a time each, and lets Mocha await the verdicts. */
export async function schedule(options: RunOptions, entries: readonly IndexEntry[], lanes: readonly Lane[], record: RunRecord): Promise<void> {
  const verdicts = new Map(entries.map((entry) => [entry, promiseOf()]));
  const queue = [...entries];
  const working = new Set(lanes);
  const work = lanes.map(async (lane) => {
    while (!record.stopped && queue.length > 0) {
      // A lane without a device leaves the testcases to those that have one.
      if (lane.gone && [...working].some((other) => !other.gone)) break;
      const entry = queue.shift();
      if (!entry) break;
      const result = await runWithRetries(options, lane, entry, record);
      verdicts.get(entry)?.resolve(result);
      if (options.bail && record.isBad(result)) record.stop('bail');
    }
    working.delete(lane);
  });
  const all = Promise.all(work).finally(() => { for (const verdict of verdicts.values()) verdict.resolve(undefined); });
  if (options.underMocha === false) return void (await all);
  await Promise.all([all, runUnderMocha(entries, (entry) => verdicts.get(entry)?.promise ?? Promise.resolve(undefined), options.mochaReporter)]);
}

async function runWithRetries(options: RunOptions, lane: Lane, entry: IndexEntry, record: RunRecord): Promise<TestcaseResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await lane.attempt(entry, attempt);
    const done = result.verdict === 'passed' || result.verdict === 'not-applicable' || attempt > options.retries || record.stopped || record.isKnownFailure(result);
    const final = record.judged({ ...result, flaky: result.verdict === 'passed' && attempt > 1 }, done);
    if (done) return final;
  }
}
