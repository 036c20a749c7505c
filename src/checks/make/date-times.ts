import { instantOf } from '../../matching/matchers.ts';
import type { JsonValue } from '../../ocppj/types.ts';
import type { ValueMaker } from '../types.ts';

/** A date-time so many seconds after another; null when that is none. */
function shift(from: JsonValue | undefined, plus: JsonValue | undefined): JsonValue {
  const instant = instantOf(from);
  return instant === undefined ? null : new Date(instant + Number(plus ?? 0) * 1000).toISOString();
}

/** Generators of date-times. */
export const DATE_TIME_MAKERS: Record<string, ValueMaker> = {
  'date-time': {
    sentence: 'a date-time so many seconds after (or before) another',
    make: ({ from, plus }) => shift(from, plus),
    examples: [
      { args: { from: '2026-01-01T00:00:00.500Z', plus: 2 }, value: '2026-01-01T00:00:02.500Z' },
      { args: { from: '2026-01-01T01:00:00+01:00', plus: -1 }, value: '2025-12-31T23:59:59.000Z' },
      { args: { from: 'yesterday', plus: 1 }, value: null },
    ],
  },
};
