import type { JsonValue, Payload } from '../ocppj/types.ts';

/** Whether a value is a JSON object. */
export function isPayload(value: JsonValue | undefined): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The payload of a frame as an object: `null` stands for an empty one (1.6-J 4.2.1, Part 4 4.1.5). */
export function payloadOf(value: JsonValue): Payload {
  return isPayload(value) ? value : {};
}

/** Lays fields over a payload: objects merge, everything else replaces. Never touches its arguments. */
export function overlay(base: Payload, fields: Payload): Payload {
  const merged: Payload = { ...base };
  for (const [key, value] of Object.entries(fields)) {
    const below = Object.hasOwn(base, key) ? base[key] : undefined;
    const laid = isPayload(value) && isPayload(below) ? overlay(below, value) : value;
    // Assignment would set the prototype where a hostile key is `__proto__`.
    Object.defineProperty(merged, key, { value: laid, enumerable: true, configurable: true, writable: true });
  }
  return merged;
}

/** A field that is an object, or an empty one. */
export function objectAt(payload: Payload, key: string): Payload {
  const value = payload[key];
  return isPayload(value) ? value : {};
}

/** The objects of a field that is a list; others are left out. */
export function objectsAt(payload: Payload, key: string): Payload[] {
  const value = payload[key];
  return Array.isArray(value) ? value.filter((item): item is Payload => isPayload(item)) : [];
}

/** A field that is a text, or undefined. */
export function textAt(payload: Payload, key: string): string | undefined {
  const value = payload[key];
  return typeof value === 'string' ? value : undefined;
}

/** A field that is a number, or undefined. */
export function numberAt(payload: Payload, key: string): number | undefined {
  const value = payload[key];
  return typeof value === 'number' ? value : undefined;
}
