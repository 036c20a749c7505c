import { instantOf, render } from '../../matching/matchers.ts';
import type { Arguments, Shortcoming, Verifier } from '../types.ts';

/** Two readings of a clock against our own at the same moments; `tolerance` in ms. */
function verifyRuns({ earlier, later, from, to, tolerance }: Arguments): Shortcoming | undefined {
  const [first, second, ownFirst, ownSecond] = [earlier, later, from, to].map(instantOf);
  if (first === undefined || second === undefined || ownFirst === undefined || ownSecond === undefined) {
    return { expected: 'date-times with a zone', actual: [earlier, later, from, to].map(render).join(', ') };
  }
  const passed = ownSecond - ownFirst;
  const off = Math.abs(second - first - passed);
  return off <= Number(tolerance) ? undefined : {
    expected: `a clock that is ${passed / 1000} s further on, within ${Number(tolerance) / 1000} s`,
    actual: `it went from ${render(earlier)} to ${render(later)}, which is ${(second - first) / 1000} s`,
  };
}

/** Checks on the clock of the device. */
export const CLOCK_CHECKS: Record<string, Verifier> = {
  'clock-runs': {
    sentence: 'between two readings the clock of the device has gone on as ours has',
    verify: verifyRuns,
    examples: {
      passing: [
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:02Z', from: '2026-01-01T09:00:00.1Z', to: '2026-01-01T09:00:02.3Z', tolerance: 1000 },
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T01:00:01+01:00', from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:02Z', tolerance: 1000 },
      ],
      failing: [
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:00Z', from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:02Z', tolerance: 1000 },
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:09Z', from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:02Z', tolerance: 1000 },
        { earlier: '2026-01-01T00:00:09Z', later: '2026-01-01T00:00:00Z', from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:02Z', tolerance: 1000 },
        { earlier: '2026-01-01T00:00:00Z', later: '', from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:02Z', tolerance: 1000 },
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:02Z', from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:02Z' },
      ],
    },
  },
};
