import type { RunResult, TestcaseResult, Verdict } from '../trace/types.ts';

/** How a testcase counts for the reader: its verdict, seen against what the plan expected of it. */
export type Status = Verdict | 'expected-failure' | 'unexpected-pass';

/** The status of a result: an expected failure is not red, and its passing is. */
export function statusOf(result: TestcaseResult): Status {
  if (!result.expectedFailure) return result.verdict;
  if (result.verdict === 'failed') return 'expected-failure';
  return result.verdict === 'passed' ? 'unexpected-pass' : result.verdict;
}

/** Whether a status keeps a run from being green. */
export function isBad(status: Status): boolean {
  return status === 'failed' || status === 'inconclusive' || status === 'error' || status === 'unexpected-pass';
}

/** One line that says why a testcase is not simply passed; undefined where there is nothing to say. */
export function reasonOf(result: TestcaseResult): string | undefined {
  const status = statusOf(result);
  const expected = result.expectedFailure?.reason;
  if (status === 'unexpected-pass') return `passed, although the plan expects it to fail: ${expected}. Remove it from expectedFailures.`;
  if (status === 'expected-failure') return `failed as the plan expects: ${expected}`;
  if (result.reason !== undefined) return result.reason;
  const [first] = result.failures;
  return first ? `${first.stepText}: expected ${first.expected}, actual ${first.actual}` : undefined;
}

/** A rule with all that it found in a run. */
export interface RuleSummary {
  rule: string;
  level: string;
  clause: string;
  requirement: string;
  count: number;
  /** Ids of the testcases, each once. */
  testcases: string[];
}

/** The findings of a run, by rule, most frequent first. */
export function groupFindings(run: RunResult): RuleSummary[] {
  const rules = new Map<string, RuleSummary>();
  const add = (finding: RunResult['findings'][number], testcase?: string): void => {
    const { rule, level, clause, requirement } = finding;
    const found = rules.get(rule) ?? { rule, level, clause, requirement, count: 0, testcases: [] };
    found.count += 1;
    if (testcase !== undefined && !found.testcases.includes(testcase)) found.testcases.push(testcase);
    rules.set(rule, found);
  };
  for (const finding of run.findings) add(finding);
  for (const result of run.testcases) for (const finding of result.warnings) add(finding, result.id);
  return [...rules.values()].sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule));
}

/** Results by topic, in the order in which the topics first appear. */
export function groupByTopic(results: readonly TestcaseResult[]): Map<string, TestcaseResult[]> {
  const topics = new Map<string, TestcaseResult[]>();
  for (const result of results) {
    const list = topics.get(result.topic);
    if (list) list.push(result);
    else topics.set(result.topic, [result]);
  }
  return topics;
}
