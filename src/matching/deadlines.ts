import type { SegmentState } from './segment-state.ts';
import type { Slot } from './slots.ts';
import { baseOf, deadlineOf } from './timing.ts';

/** Slots that can still be met, or that still watch. */
export function pendingSlots({ progress }: SegmentState): Slot[] {
  return progress.expectations.slots.filter((slot) => slot.kind !== 'allow' && progress.isWaiting(slot));
}

/** By when the slot has to be met, tolerance included; undefined: not decided yet, or never. */
export function slotDeadline(slot: Slot, state: SegmentState): number | undefined {
  if (slot.kind === 'allow' || slot.kind === 'reply') return undefined;
  const { progress, time, environment: { scope, defaultLimit, tolerance } } = state;
  const own = deadlineOf(slot, time, scope, defaultLimit, tolerance, progress.evidenceOf(slot).at(-1)?.at);
  if (own === undefined || slot.kind === 'absent' || slot.step.within !== undefined) return own;
  // What is printed earlier and still has time gives its time to what follows it.
  const earlier = progress.expectations.slots.filter((other) => other.id < slot.id && other.step.within !== undefined && other.kind === 'expect' && progress.isWaiting(other));
  const theirs = earlier.map((other) => slotDeadline(other, state) ?? 0);
  return slot.kind === 'collect' && slot.step.until.count === undefined ? own : Math.max(own, ...theirs.map((deadline) => deadline + defaultLimit));
}

/** The next instant after `now` at which a slot runs out of time. */
export function nextDeadline(state: SegmentState, now: number): number | undefined {
  const deadlines = pendingSlots(state).map((slot) => slotDeadline(slot, state)).filter((deadline): deadline is number => deadline !== undefined && deadline > now);
  return deadlines.length > 0 ? Math.min(...deadlines) : undefined;
}

/** Until when a segment with nothing mandatory left waits for what may still come. */
export function lingerUntil(state: SegmentState): number {
  const { progress, time: { stimulusAt = 0, progressAt }, environment: { settle } } = state;
  const withins = progress.lingering().filter((slot) => slot.step.within !== undefined).map((slot) => slotDeadline(slot, state) ?? 0);
  return Math.max(Math.max(stimulusAt, progressAt) + settle, ...withins);
}

/** Where every way on has run out of time without any one slot being mandatory: a oneOf that nothing entered. */
export function stuckSlot(state: SegmentState, now: number): Slot | undefined {
  const pending = pendingSlots(state);
  const ways = pending.filter((slot) => slot.kind !== 'reply' && slot.kind !== 'absent');
  if (pending.length > ways.length) return undefined;
  const late = ways.every((slot) => {
    const deadline = slotDeadline(slot, state);
    return deadline !== undefined && now >= deadline;
  });
  return late ? ways.find((slot) => slot.optionals.length === 0) : undefined;
}

/** Whether an absence watches at this instant. */
export function isInWindow(slot: Slot & { kind: 'absent' }, at: number, { time, environment }: SegmentState): boolean {
  const base = baseOf(slot, time, environment.scope);
  return base === undefined ? slot.step.since === undefined : at >= Math.min(base, slot.step.since === undefined ? time.openedAt : base);
}
