import type { IndexEntry } from '../testcase/index-types.ts';
import type { TestcaseResult } from '../trace/types.ts';

/** An error that a Mocha reporter prints as ours: requirement, expected, actual. */
class VerdictError extends Error {
  readonly showDiff = false;
  readonly expected: string;
  readonly actual: string;

  constructor(result: TestcaseResult) {
    const [failure] = result.failures;
    super(failure ? `${failure.requirement}\nexpected: ${failure.expected}\nactual: ${failure.actual}` : result.reason ?? result.verdict);
    this.name = result.verdict;
    this.expected = failure?.expected ?? '';
    this.actual = failure?.actual ?? '';
    delete this.stack;
  }
}

/**
 * Runs the testcases under Mocha: one suite per topic, one test per testcase that awaits its verdict
 * from the scheduler, so that any Mocha reporter works. Resolves when Mocha has seen every verdict.
 */
export async function runUnderMocha(entries: readonly IndexEntry[], verdictOf: (entry: IndexEntry) => Promise<TestcaseResult | undefined>, reporter: string | undefined): Promise<void> {
  const { default: Mocha } = await import('mocha');
  class Silent extends Mocha.reporters.Base {}
  const mocha = new Mocha({ timeout: 0, reporter: reporter ?? Silent, color: process.stdout.isTTY });
  mocha.cleanReferencesAfterRun(true);
  const suites = new Map<string, Mocha.Suite>();
  for (const entry of entries) {
    const suite = suites.get(entry.topic) ?? Mocha.Suite.create(mocha.suite, entry.topic);
    suites.set(entry.topic, suite);
    suite.addTest(new Mocha.Test(`${entry.id} ${entry.title}`, async function test(this: Mocha.Context) {
      const result = await verdictOf(entry);
      if (!result || result.verdict === 'not-applicable' || result.expectedFailure?.asExpected === true) this.skip();
      else if (result.verdict !== 'passed' || result.expectedFailure) throw new VerdictError(result);
    }));
  }
  await new Promise<void>((resolve) => { mocha.run(() => resolve()); });
  // Otherwise each run would leave its handlers on the process.
  mocha.dispose();
}
