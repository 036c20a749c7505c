import { instantOf, matches, render } from '../../matching/matchers.ts';
import type { Verifier } from '../types.ts';

/** Checks on single saved values. */
export const VALUE_CHECKS: Record<string, Verifier> = {
  equals: {
    sentence: 'two values are the same',
    verify: ({ actual, expected }) => (expected !== undefined && actual !== undefined && matches(expected, actual)
      ? undefined : { expected: render(expected), actual: render(actual) }),
    examples: { passing: [{ actual: 1, expected: 1 }], failing: [{ actual: 1, expected: 2 }, { expected: 1 }, { actual: 1 }] },
  },
  differs: {
    sentence: 'two values are not the same',
    verify: ({ actual, from }) => (from !== undefined && actual !== undefined && !matches(from, actual)
      ? undefined : { expected: `anything but ${render(from)}`, actual: render(actual) }),
    examples: { passing: [{ actual: 1, from: 2 }], failing: [{ actual: 'a', from: 'a' }, { actual: 'a' }] },
  },
  'at-least': {
    sentence: 'a number is not smaller than another',
    verify: ({ actual, least }) => (typeof actual === 'number' && typeof least === 'number' && actual >= least
      ? undefined : { expected: `at least ${render(least)}`, actual: render(actual) }),
    examples: { passing: [{ actual: 5, least: 5 }], failing: [{ actual: 4, least: 5 }, { actual: '5', least: 5 }] },
  },
  'before-or-at': {
    sentence: 'a date-time is not later than another',
    verify: ({ earlier, later }) => {
      const [first, second] = [instantOf(earlier), instantOf(later)];
      return first !== undefined && second !== undefined && first <= second
        ? undefined : { expected: `a date-time not later than ${render(later)}`, actual: render(earlier) };
    },
    examples: {
      passing: [{ earlier: '2026-01-01T00:00:00Z', later: '2026-01-01T01:00:00+01:00' }],
      failing: [{ earlier: '2026-01-01T00:00:01Z', later: '2026-01-01T00:00:00Z' }, { earlier: '', later: '2026-01-01T00:00:00Z' }],
    },
  },
};
