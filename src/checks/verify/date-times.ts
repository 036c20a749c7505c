import { instantOf, render } from '../../matching/matchers.ts';
import type { Verifier } from '../types.ts';

/** Checks on date-times that one clock has written. */
export const DATE_TIME_CHECKS: Record<string, Verifier> = {
  'seconds-between': {
    sentence: 'at least so many seconds lie between two date-times, whose fractions may be missing',
    verify: ({ earlier, later, least }) => {
      const [first, second] = [instantOf(earlier), instantOf(later)];
      if (first === undefined || second === undefined) return { expected: 'two date-times with a zone', actual: `${render(earlier)} and ${render(later)}` };
      // Times that were cut to whole seconds can seem up to a second closer than they were.
      const seconds = (second - first) / 1000;
      return seconds > Number(least) - 1 ? undefined : { expected: `at least ${render(least)} s from ${render(earlier)} on`, actual: `${render(later)}, ${seconds} s later` };
    },
    examples: {
      passing: [
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:03.1Z', least: 3 },
        { earlier: '2026-01-01T00:00:01Z', later: '2026-01-01T01:00:03.9+01:00', least: 3 },
      ],
      failing: [
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:00Z', least: 3 },
        { earlier: '2026-01-01T00:00:03Z', later: '2026-01-01T00:00:00Z', least: 3 },
        { earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T00:00:02Z', least: 3 },
        { earlier: '', later: '2026-01-01T00:00:03Z', least: 3 },
        { earlier: '2026-01-01T00:00:00', later: '2026-01-01T00:00:03', least: 3 },
      ],
    },
  },
};
