import type { JsonValue } from '../ocppj/types.ts';
import type { Mismatch } from './matchers.ts';
import { isMatcher, render } from './matchers.ts';
import { isObject, isRef, type Scope } from './scope.ts';
import { tryResolve, type Slot } from './slots.ts';

const NO_GENERATORS = new Map<string, never>();

/** A pattern as a reader writes it: `connectorId 1, status "Charging"`; references shown as what they stand for. */
export function describePattern(pattern: JsonValue | undefined, scope?: Scope, prefix = ''): string {
  if (!isObject(pattern)) return pattern === undefined ? '' : render(pattern);
  return Object.entries(pattern).map(([key, value]) => {
    const shown = known(value, scope);
    const name = `${prefix}${key}`;
    if (isMatcher(shown)) return describeMatcher(name, shown, scope);
    if (isObject(shown) && !('make' in shown) && Object.keys(shown).length > 0) return describePattern(shown, scope, `${name}.`);
    return `${name} ${isRef(shown) ? shown : render(shown)}`;
  }).join(', ');
}

/** A matcher as words: `status one of "Finishing", "Preparing"`, `no data`. */
function describeMatcher(name: string, matcher: { [key: string]: JsonValue }, scope?: Scope): string {
  const words = (value: JsonValue | undefined): string => {
    const shown = known(value, scope);
    return isMatcher(shown) ? describeMatcher('', shown, scope).trim() : isObject(shown) ? `{ ${describePattern(shown, scope)} }` : isRef(shown) ? shown : render(shown);
  };
  const list = (value: JsonValue | undefined): string => (Array.isArray(value) ? value : [value]).map(words).join(', ');
  return Object.entries(matcher).filter(([key]) => key !== 'by').map(([key, value]) => {
    if (key === 'omitted') return `no ${name === '' ? 'value' : name}`;
    if (key === 'present') return `some ${name}`;
    if (key === 'oneOf') return `${name} one of ${list(value)}`;
    if (key === 'near') return `${name} within ${words(matcher['by'])} of ${words(value)}`;
    const verb = { includes: 'with', every: 'each', not: 'not', min: 'at least', max: 'at most' }[key] ?? key;
    return `${name} ${verb} ${list(value)}`;
  }).join(', ');
}

function known(value: JsonValue | undefined, scope: Scope | undefined): JsonValue {
  if (value === undefined) return null;
  return scope && isRef(value) ? tryResolve(value, scope, NO_GENERATORS) ?? value : value;
}

/** What a slot waits for, as words: `StatusNotification (connectorId 1, status "Charging")`. */
export function describeSlot(slot: Slot, scope?: Scope): string {
  const pattern = slot.kind === 'expect' ? { ...slot.step.which, ...slot.step.where }
    : slot.kind === 'collect' ? { ...slot.step.which, ...slot.step.each }
      : slot.kind === 'absent' || slot.kind === 'allow' ? { ...slot.step.which } : {};
  const words = describePattern(pattern, scope);
  const action = slot.kind === 'reply' ? `an answer to ${slot.action}` : slot.kind === 'absent' ? `no ${slot.action}` : slot.action;
  return words === '' ? action : `${action} (${words})`;
}

/** One side of all mismatches: `StatusNotification with status "Charging"`. */
export function joinMismatches(action: string, found: readonly Mismatch[], side: 'expected' | 'actual'): string {
  return `${action} with ${found.map((mismatch) => `${mismatch.path === '' ? 'payload' : mismatch.path} ${mismatch[side]}`).join(', ')}`;
}
