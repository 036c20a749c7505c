import type { JsonValue } from './types.ts';

/** Frames whose JSON nests deeper than this are refused. */
export const maxDepth = 64;

/** Whether a JSON value is an object, not an array and not null. */
export function isObject(value: unknown): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON.parse with a type: what it returns is a JSON value. Throws its SyntaxError. */
export function parseJson(text: string): JsonValue {
  const parsed: unknown = JSON.parse(text);
  return isJson(parsed) ? parsed : null;
}

// JSON.parse makes nothing else than JSON values.
const isJson = (value: unknown): value is JsonValue => value !== undefined;

/** Whether a value nests arrays or objects deeper than `levels`. */
export function exceedsDepth(value: unknown, levels: number = maxDepth): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => exceedsDepth(inner, levels - 1));
}
