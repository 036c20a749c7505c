import type { Duration } from '../testcase/types.ts';
import { toMilliseconds } from './durations.ts';
import { isObject, isRef, lookUp, type Scope } from './scope.ts';
import type { Slot } from './slots.ts';

/** What a segment needs to know of time. */
export interface TimeFrame {
  /** When the segment was opened. */
  openedAt: number;
  /** When the stimulus was carried out (the operator's 2xx, the frame going out); undefined until then. */
  stimulusAt: number | undefined;
  /** The last time that something was met. */
  progressAt: number;
}

/** A duration as it stands in a step, references looked up. */
export function durationOf(duration: Duration, scope: Scope): number {
  if (!isRef(duration)) return toMilliseconds(duration);
  const value = lookUp(scope, duration);
  return toMilliseconds(typeof value === 'number' ? value : String(value));
}

/** The instant from which the times of a slot count; undefined while the stimulus is under way, or the frame has not come. */
export function baseOf(slot: Slot, time: TimeFrame, scope: Scope): number | undefined {
  if (slot.step.since === undefined) return time.stimulusAt;
  const [name = ''] = slot.step.since.slice(1).split('.');
  if (!scope.has(name)) return undefined;
  const saved = lookUp(scope, slot.step.since);
  if (typeof saved === 'number') return saved;
  const at = isObject(saved) ? saved['repliedAt'] ?? saved['at'] : undefined;
  if (typeof at !== 'number') throw new TypeError(`${slot.step.since} is no frame with a time`);
  return at;
}

/** By when the slot has to be met, tolerance included; undefined: not decided yet. */
export function deadlineOf(
  slot: Slot, time: TimeFrame, scope: Scope, defaultLimit: number, tolerance: (ms: number) => number, lastAt: number | undefined,
): number | undefined {
  const base = baseOf(slot, time, scope);
  if (base === undefined) return undefined;
  const { within } = slot.step;
  if (within !== undefined) {
    const limit = durationOf(within, scope);
    return base + limit + tolerance(limit);
  }
  const idle = Math.max(base, time.progressAt);
  if (slot.kind === 'absent') return base + durationOf(slot.step.for, scope);
  if (slot.kind === 'collect') {
    const { until, gaps } = slot.step;
    if (until.for !== undefined) return base + durationOf(until.for, scope);
    if (until.quiet !== undefined) return (lastAt ?? base) + durationOf(until.quiet, scope);
    const longest = gaps?.max ?? gaps?.period;
    if (longest !== undefined) {
      const gap = durationOf(longest, scope);
      return (lastAt ?? idle + (gaps?.max === undefined ? defaultLimit : 0)) + gap + tolerance(gap);
    }
  }
  const after = slot.step.after === undefined ? 0 : durationOf(slot.step.after, scope);
  return Math.max(idle, base + after) + defaultLimit;
}
