import type { JsonValue } from '../ocppj/types.ts';
import type { Mismatch } from './matchers.ts';
import { render } from './matchers.ts';
import { isObject, isRef, type Scope } from './scope.ts';
import { tryResolve, type Slot } from './slots.ts';

const NO_GENERATORS = new Map<string, never>();

/** A pattern as a reader writes it: `connectorId 1, status "Charging"`; references shown as what they stand for. */
export function describePattern(pattern: JsonValue | undefined, scope?: Scope, prefix = ''): string {
  if (!isObject(pattern)) return pattern === undefined ? '' : render(pattern);
  return Object.entries(pattern).map(([key, value]) => {
    const shown = scope && isRef(value) ? tryResolve(value, scope, NO_GENERATORS) ?? value : value;
    if (isObject(shown) && !('make' in shown) && Object.keys(shown).length > 0) return describePattern(shown, scope, `${prefix}${key}.`);
    return `${prefix}${key} ${isRef(shown) ? shown : render(shown)}`;
  }).join(', ');
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
