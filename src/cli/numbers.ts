import { UsageError } from './usage-error.ts';

/** A whole number from a flag. Throws UsageError when it is none, or out of range. */
export function toCount(flag: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`--${flag} must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** Values of a flag that may be repeated, or hold several with commas. */
export function splitList(values: readonly (string | number)[] | undefined): string[] {
  return (values ?? []).flatMap((value) => String(value).split(',')).map((value) => value.trim()).filter((value) => value !== '');
}
