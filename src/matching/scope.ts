import type { JsonValue } from '../ocppj/types.ts';
import type { Ref } from '../testcase/types.ts';

/** Names that a testcase can refer to: facts, and what steps saved with `as`. */
export type Scope = Map<string, JsonValue>;

/** Makes a value from its arguments; registered in src/checks. */
export type Generator = (args: Record<string, JsonValue>) => JsonValue;
export type Generators = ReadonlyMap<string, Generator>;

/** A reference that has no value (yet), or a generator that does not exist. */
export class UnresolvedError extends Error {
  constructor(readonly ref: string) {
    super(`Nothing is known as ${ref} at this point`);
  }
}

export function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a dotted path, own properties and array indexes only; undefined where there is none. */
export function valueAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)];
    else if (isObject(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

/** What a `$name.path` stands for; throws UnresolvedError when it stands for nothing. */
export function lookUp(scope: Scope, ref: string): JsonValue {
  const [name = '', ...path] = ref.slice(1).split('.');
  const value = valueAt(scope.get(name), path);
  if (value === undefined) throw new UnresolvedError(ref);
  return value;
}

/** Whether a string is a reference; `$$` at its start stands for a literal `$`. */
export function isRef(value: JsonValue | undefined): value is Ref {
  return typeof value === 'string' && /^\$[A-Za-z]/.test(value);
}

/** A copy of the value with references looked up and `{ make }` computed; throws UnresolvedError. */
export function resolve(value: JsonValue, scope: Scope, generators: Generators): JsonValue {
  if (isRef(value)) return lookUp(scope, value);
  if (typeof value === 'string') return value.startsWith('$$') ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope, generators));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, resolve(item, scope, generators)] as const);
  const { make } = value;
  if (typeof make !== 'string') return Object.fromEntries(entries);
  const generator = generators.get(make);
  if (!generator) throw new UnresolvedError(`{ make: ${make} }`);
  return generator(Object.fromEntries(entries.filter(([key]) => key !== 'make')));
}
