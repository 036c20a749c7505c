import type { Status } from '../../status.ts';

const SIGNS: Readonly<Record<Status, string>> = {
  passed: '✓', failed: '✗', inconclusive: '?', error: '!', 'not-applicable': '–', 'expected-failure': '○', 'unexpected-pass': '✗',
};

/** How each status is called on the page. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  passed: 'passed', failed: 'failed', inconclusive: 'inconclusive', error: 'error', 'not-applicable': 'not applicable',
  'expected-failure': 'expected failure', 'unexpected-pass': 'unexpected pass',
};

/** In the order of the bar and the legend. */
export const STATUS_ORDER: readonly Status[] = ['failed', 'unexpected-pass', 'error', 'inconclusive', 'passed', 'expected-failure', 'not-applicable'];

/** The round sign of a status. */
export function Mark({ status }: { status: Status }) {
  return <span class={`mark ${status}`} title={STATUS_NAMES[status]} role="img" aria-label={STATUS_NAMES[status]}>{SIGNS[status]}</span>;
}
