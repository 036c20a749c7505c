import type { JsonValue } from '../ocppj/types.ts';
import { isObject } from './scope.ts';
import { toMilliseconds } from './durations.ts';

/** One place where a value is not what was wanted. */
export interface Mismatch {
  /** Dotted path inside the payload; empty for the whole. */
  path: string;
  expected: string;
  actual: string;
}

/** Fields whose type is CiString or identifierString: compared without case (1.6 3.3, 2.x part 2 §2.1). */
const CASE_INSENSITIVE = new Set(['idTag', 'parentIdTag', 'key', 'value', 'vendorId', 'idToken', 'groupIdToken', 'name', 'instance']);
const DECIMAL_TOLERANCE = 1e-6;
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch, when the text is an RFC 3339 date-time with a zone. */
export function instantOf(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string' || value.length > 40 || !DATE_TIME.test(value)) return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}

/** A value for a failure text: JSON, at most 160 characters. */
export function render(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 160 ? text : `${text.slice(0, 157)}…`;
}

type MatcherName = 'includes' | 'every' | 'oneOf' | 'not' | 'omitted' | 'present' | 'min' | 'max' | 'near';
type Check = (wanted: JsonValue, actual: JsonValue | undefined, path: string, matcher: { [key: string]: JsonValue }) => Mismatch[];

const listOf = (value: JsonValue): JsonValue[] => (Array.isArray(value) ? value : [value]);

function numberOf(value: JsonValue | undefined): number | undefined {
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.length < 30 && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

const MATCHERS: Record<MatcherName, Check> = {
  includes: (wanted, actual, path) => listOf(wanted)
    .filter((pattern) => !Array.isArray(actual) || !actual.some((item) => mismatches(pattern, item, path).length === 0))
    .map((pattern) => ({ path, expected: `a list with ${render(pattern)}`, actual: render(actual) })),
  every: (wanted, actual, path) => (Array.isArray(actual)
    ? actual.flatMap((item, index) => mismatches(wanted, item, `${path}.${index}`))
    : [{ path, expected: 'a list', actual: render(actual) }]),
  oneOf: (wanted, actual, path) => (listOf(wanted).some((pattern) => mismatches(pattern, actual, path).length === 0)
    ? [] : [{ path, expected: `one of ${listOf(wanted).map(render).join(', ')}`, actual: render(actual) }]),
  not: (wanted, actual, path) => (mismatches(wanted, actual, path).length > 0
    ? [] : [{ path, expected: `anything but ${render(wanted)}`, actual: render(actual) }]),
  omitted: (_wanted, actual, path) => (actual === undefined ? [] : [{ path, expected: 'nothing', actual: render(actual) }]),
  present: (_wanted, actual, path) => (actual === undefined ? [{ path, expected: 'a value', actual: 'nothing' }] : []),
  min: (wanted, actual, path) => bound(wanted, actual, path, 'at least', (value, limit) => value >= limit),
  max: (wanted, actual, path) => bound(wanted, actual, path, 'at most', (value, limit) => value <= limit),
  near: (wanted, actual, path, { by }) => {
    const distance = by === undefined ? 0 : typeof by === 'number' ? by : toMilliseconds(String(by));
    return bound(wanted, actual, path, `within ${render(by)} of`, (value, middle) => Math.abs(value - middle) <= distance);
  },
};

function bound(
  wanted: JsonValue, actual: JsonValue | undefined, path: string, words: string,
  holds: (value: number, limit: number) => boolean,
): Mismatch[] {
  const value = numberOf(actual);
  const limit = numberOf(wanted);
  return value !== undefined && limit !== undefined && holds(value, limit)
    ? [] : [{ path, expected: `${words} ${render(wanted)}`, actual: render(actual) }];
}

const isMatcherName = (key: string): key is MatcherName => Object.hasOwn(MATCHERS, key);

/** Whether an object is a matcher and not a pattern of fields. */
export function isMatcher(value: JsonValue): value is { [key: string]: JsonValue } {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => isMatcherName(key) || (key === 'by' && 'near' in value));
}

function sameScalar(wanted: JsonValue, actual: JsonValue, field: string): boolean {
  if (wanted === actual) return true;
  if (typeof wanted === 'number' && typeof actual === 'number') return Math.abs(wanted - actual) <= DECIMAL_TOLERANCE;
  if (typeof wanted !== 'string' || typeof actual !== 'string') return false;
  const [a, b] = [instantOf(wanted), instantOf(actual)];
  if (a !== undefined && b !== undefined) return a === b;
  return CASE_INSENSITIVE.has(field) && wanted.toLowerCase() === actual.toLowerCase();
}

/**
 * Where a value differs from a pattern whose references are resolved: an object matches in part, a
 * bare array exactly, date-times as instants, decimals within 1e-6 (design section 4).
 */
export function mismatches(pattern: JsonValue, actual: JsonValue | undefined, path = ''): Mismatch[] {
  if (isMatcher(pattern)) {
    return Object.entries(pattern).flatMap(([name, wanted]) => (isMatcherName(name) ? MATCHERS[name](wanted, actual, path, pattern) : []));
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(actual) || actual.length !== pattern.length) return [{ path, expected: render(pattern), actual: render(actual) }];
    return pattern.flatMap((item, index) => mismatches(item, actual[index], `${path}.${index}`));
  }
  if (isObject(pattern)) {
    if (!isObject(actual)) return [{ path, expected: render(pattern), actual: render(actual) }];
    return Object.entries(pattern).flatMap(([key, item]) =>
      mismatches(item, Object.hasOwn(actual, key) ? actual[key] : undefined, path === '' ? key : `${path}.${key}`));
  }
  const field = path.slice(path.lastIndexOf('.') + 1);
  return actual !== undefined && sameScalar(pattern, actual, field) ? [] : [{ path, expected: render(pattern), actual: render(actual) }];
}

/** Whether a payload matches a pattern, or there is no pattern. */
export function matches(pattern: JsonValue | undefined, actual: JsonValue | undefined): boolean {
  return pattern === undefined || mismatches(pattern, actual).length === 0;
}
