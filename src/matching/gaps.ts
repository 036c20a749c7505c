import type { JsonValue } from '../ocppj/types.ts';
import type { Duration } from '../testcase/types.ts';
import { formatMilliseconds } from './durations.ts';
import type { SegmentFailure } from './failure.ts';
import { instantOf } from './matchers.ts';
import type { Evidence } from './progress.ts';
import { valueAt, type Scope } from './scope.ts';
import type { Slot } from './slots.ts';
import { viewsOf, type View } from './streams.ts';
import { durationOf } from './timing.ts';

interface Bounds { low: number; high: number; words: string }

/** Judges the time between two collected frames, by arrival or by the date-times that `gaps.of` points at. */
export function judgeGap(
  slot: Slot & { kind: 'collect' }, view: View, previous: Evidence | undefined, evidence: Evidence,
  environment: { scope: Scope; tolerance: (ms: number) => number },
): SegmentFailure | undefined {
  const { gaps } = slot.step;
  if (!gaps || previous?.type !== 'frame') return undefined;
  const instant = (payload: JsonValue | undefined, at: number): number => (gaps.of === undefined ? at : instantOf(valueAt(payload, gaps.of.split('.'))) ?? Number.NaN);
  const before = viewsOf(previous).find((candidate) => candidate.action === view.action);
  const gap = instant(view.payload, evidence.at) - instant(before?.payload, previous.at);
  const { low, high, words } = boundsOf(gaps, environment);
  if (gap >= low && gap <= high) return undefined;
  const actual = Number.isNaN(gap) ? `no date-time with a zone at ${gaps.of ?? ''}` : formatMilliseconds(gap);
  return { kind: 'gap', slot, expected: `${words} between two ${view.action}`, actual, evidence: [previous, evidence] };
}

function boundsOf(
  gaps: { period?: Duration; min?: Duration; max?: Duration }, { scope, tolerance }: { scope: Scope; tolerance: (ms: number) => number },
): Bounds {
  if (gaps.period !== undefined) {
    const period = durationOf(gaps.period, scope);
    const slack = tolerance(period);
    return { low: period - slack, high: period + slack, words: `${formatMilliseconds(period)} ± ${formatMilliseconds(slack)}` };
  }
  const low = gaps.min === undefined ? 0 : durationOf(gaps.min, scope);
  if (gaps.max === undefined) return { low, high: Number.POSITIVE_INFINITY, words: `at least ${formatMilliseconds(low)}` };
  const max = durationOf(gaps.max, scope);
  const slack = tolerance(max);
  const most = `at most ${formatMilliseconds(max)} + ${formatMilliseconds(slack)}`;
  return { low, high: max + slack, words: gaps.min === undefined ? most : `at least ${formatMilliseconds(low)}, ${most}` };
}
