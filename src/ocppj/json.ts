import type { JsonValue } from './types.ts';

/** Frames whose JSON nests deeper than this are refused. */
export const maxDepth = 64;

/** Whether a JSON value is an object, not an array and not null. */
export function isObject(value: unknown): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value nests arrays or objects deeper than `levels`. */
export function exceedsDepth(value: unknown, levels: number = maxDepth): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => exceedsDepth(inner, levels - 1));
}
