const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** The longest duration that a plan may ask for, in ms: a timer cannot run much longer. */
export const LONGEST_DURATION_MS = 24 * MILLISECONDS.h;

/** Reads `500ms`, `1s`, `5m` or `2h` as milliseconds; undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text);
  const unit = match?.[2];
  if (!match || !isUnit(unit)) return undefined;
  return Number(match[1]) * MILLISECONDS[unit];
}

/** Prints milliseconds as a plan would write them: in the largest unit that divides them. */
export function formatDuration(ms: number): string {
  for (const unit of ['h', 'm', 's'] as const) {
    if (ms > 0 && ms % MILLISECONDS[unit] === 0) return `${ms / MILLISECONDS[unit]}${unit}`;
  }
  return `${ms}ms`;
}

function isUnit(text: string | undefined): text is keyof typeof MILLISECONDS {
  return text !== undefined && Object.hasOwn(MILLISECONDS, text);
}
