import { LONGEST_DURATION_MS, formatDuration, parseDuration } from './duration.ts';
import type { Mistake } from './schema-check.ts';
import { DEFAULT_INTERVALS, DEFAULT_TIMING, secondsOf } from './defaults.ts';
import type { RawPlan } from './raw-plan.generated.ts';

const DAY_SECONDS = 86_400;

/** Finds durations that are out of range, and times that contradict each other. */
export function findTimingMistakes(plan: RawPlan): Mistake[] {
  const { intervals, ...timing } = plan.timing ?? {};
  const mistakes: Mistake[] = [];
  const wrong = (key: string, message: string, suggestion: string): void => {
    mistakes.push({ path: ['timing', ...key.split('.')], target: 'value', message, suggestion });
  };
  for (const [key, text] of Object.entries(timing)) {
    const ms = parseDuration(text) ?? 0;
    if (ms > LONGEST_DURATION_MS) wrong(key, `\`timing.${key}\` is longer than ${formatDuration(LONGEST_DURATION_MS)}.`, 'shorten it');
    if (ms <= 0 && key !== 'settle') wrong(key, `\`timing.${key}\` must be more than nothing.`, 'write for example 1s');
  }
  const tolerance = parseDuration(timing.tolerance ?? '') ?? DEFAULT_TIMING.tolerance;
  const certification = parseDuration(timing.certificationTolerance ?? '') ?? DEFAULT_TIMING.certificationTolerance;
  if (tolerance > certification) {
    wrong(timing.tolerance === undefined ? 'certificationTolerance' : 'tolerance', `\`tolerance\` (${formatDuration(tolerance)}) is larger than \`certificationTolerance\` (${formatDuration(certification)}).`, 'certificationTolerance is the largest that is ever allowed');
  }
  for (const [key, value] of Object.entries(intervals ?? {})) {
    const seconds = secondsOf(value);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > DAY_SECONDS) wrong(`intervals.${key}`, `\`timing.intervals.${key}\` must be between 1 second and one day.`, 'write for example 10s');
  }
  const aligned = secondsOf(intervals?.clockAligned ?? DEFAULT_INTERVALS.clockAligned);
  if (Number.isInteger(aligned) && DAY_SECONDS % aligned !== 0) {
    wrong('intervals.clockAligned', `An interval of ${aligned} seconds does not divide a day, so clock-aligned values would drift against midnight.`, 'take 5, 10, 15, 30 or 60');
  }
  return mistakes;
}
