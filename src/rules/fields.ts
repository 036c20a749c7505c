/** A field of a payload; undefined where the payload is no object or does not have it itself. */
export function fieldOf(payload: unknown, name: string): unknown {
  if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, name)) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(payload, name)?.value;
  return value;
}

/** The items of a field that is an array; none where it is not. */
export function itemsOf(payload: unknown, name: string): unknown[] {
  const value = fieldOf(payload, name);
  return Array.isArray(value) ? value : [];
}
