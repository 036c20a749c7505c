import type { FrameEvent } from '../peer/types.ts';
import { formatMilliseconds } from './durations.ts';
import type { SegmentFailure } from './failure.ts';
import { matches, type Mismatch } from './matchers.ts';
import type { Evidence } from './progress.ts';
import { patternOf } from './recognition.ts';
import type { SegmentState } from './segment-state.ts';
import type { Slot } from './slots.ts';
import { viewsOf } from './streams.ts';
import { baseOf, durationOf } from './timing.ts';
import { describeSlot, joinMismatches } from './words.ts';

/** A frame came that was to stay away. */
export function unwanted(slot: Slot, evidence: Evidence, { environment }: SegmentState): SegmentFailure {
  return { kind: 'absent', slot, expected: describeSlot(slot, environment.scope), actual: `${slot.action} came`, evidence: [evidence] };
}

/** The frame that the slot waits for came, and says something else. */
export function mismatch(slot: Slot, found: Mismatch[], evidence: Evidence): SegmentFailure {
  return { kind: 'mismatch', slot, expected: joinMismatches(slot.action, found, 'expected'), actual: joinMismatches(slot.action, found, 'actual'), evidence: [evidence] };
}

/** A frame came before what has to come first. */
export function wrongOrder(slot: Slot, evidence: Evidence, { progress, environment }: SegmentState): SegmentFailure {
  const blocker = progress.blocker(slot);
  const first = blocker ? describeSlot(blocker, environment.scope) : 'what comes before it';
  return { kind: 'order', slot: blocker ?? slot, expected: `${first} before ${describeSlot(slot, environment.scope)}`, actual: `${slot.action} came first`, evidence: [evidence] };
}

/** Whether a frame came before its prescribed wait was over. */
export function tooEarly(slot: Slot, evidence: Evidence, { time, environment: { scope } }: SegmentState): SegmentFailure | undefined {
  if (slot.step.after === undefined) return undefined;
  const least = durationOf(slot.step.after, scope);
  const base = baseOf(slot, time, scope) ?? time.openedAt;
  const elapsed = evidence.at - base;
  if (elapsed >= least) return undefined;
  return { kind: 'early', slot, expected: `${describeSlot(slot, scope)} not before ${formatMilliseconds(least)} (no tolerance below a prescribed wait)`, actual: `it came after ${formatMilliseconds(Math.max(0, elapsed))}`, evidence: [evidence] };
}

/** What the slot waits for did not come; `unclaimed`: what came and nothing took. */
export function missing(slot: Slot, now: number, unclaimed: readonly FrameEvent[], { progress, time, environment: { scope } }: SegmentState): SegmentFailure {
  const near = unclaimed.filter((event) => viewsOf(event).some((view) => view.action === slot.action));
  const waited = formatMilliseconds(now - (baseOf(slot, time, scope) ?? time.openedAt));
  const count = progress.evidenceOf(slot).length;
  const actual = near.length > 0 ? `none in ${waited}; other ${slot.action} came` : count > 0 ? `only ${count} in ${waited}` : `nothing in ${waited}`;
  return { kind: 'missing', slot, expected: describeSlot(slot, scope), actual, evidence: near.slice(-3) };
}

/** Which of the frames that a collection has to have among its own did not come. */
export function missingAmong(slot: Slot & { kind: 'collect' }, { progress, environment }: SegmentState): SegmentFailure | undefined {
  const evidence = progress.evidenceOf(slot);
  const views = evidence.flatMap((item) => (item.type === 'frame' ? viewsOf(item) : []));
  const lacking = (slot.step.some ?? []).map((pattern) => patternOf(pattern, environment)).find((pattern) => !views.some((view) => matches(pattern, view.payload)));
  if (lacking === undefined) return undefined;
  return { kind: 'missing', slot, expected: `among them a ${slot.action} with ${JSON.stringify(lacking)}`, actual: `${evidence.length} came, none of them with it`, evidence: [...evidence] };
}
