import type { Duration } from '../testcase/types.ts';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration literal; throws a TypeError that names a bad one. */
export function toMilliseconds(duration: Duration): number {
  if (typeof duration === 'number') {
    if (Number.isFinite(duration) && duration >= 0) return duration;
  } else {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(duration);
    const [, amount, unit] = match ?? [];
    if (amount !== undefined && unit !== undefined) return Number(amount) * (UNITS[unit] ?? 1);
  }
  throw new TypeError(`Not a duration: ${JSON.stringify(duration)}; write milliseconds or 500ms, 5s, 2m`);
}

/** Milliseconds as a reader likes them: `250 ms`, `4.2 s`, `2 min`. */
export function formatMilliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Number((ms / 1000).toFixed(2))} s`;
  return `${Number((ms / 60_000).toFixed(1))} min`;
}
