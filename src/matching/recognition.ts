import type { JsonValue, Payload } from '../ocppj/types.ts';
import { matches, mismatches, type Mismatch } from './matchers.ts';
import { resolve, type Generators, type Scope } from './scope.ts';
import type { Slot } from './slots.ts';
import { identityOf, type View } from './streams.ts';

/** What the references and generators of a pattern stand for. */
export interface Language { scope: Scope; generators: Generators }

/** The pattern with its references looked up. */
export function patternOf(pattern: Payload | undefined, { scope, generators }: Language): JsonValue | undefined {
  return pattern === undefined ? undefined : resolve(pattern, scope, generators);
}

/** Whether a frame is the one that the slot is about: by `which`, or by what identifies its action (semantics 3). */
export function identifies(slot: Slot, view: View, language: Language): boolean {
  return matches(identityIn(slot, language), view.payload);
}

function identityIn(slot: Slot, language: Language): JsonValue | undefined {
  if (slot.kind === 'collect') return patternOf(slot.step.which, language);
  if (slot.kind !== 'expect') return undefined;
  return patternOf(slot.step.which ?? identityOf(slot.action, slot.step.where), language);
}

/** What the slot asserts and the frame does not keep. */
export function differences(slot: Slot, view: View, language: Language): Mismatch[] {
  const where = slot.kind === 'expect' ? slot.step.where : slot.kind === 'collect' ? slot.step.each : undefined;
  return where === undefined ? [] : mismatches(patternOf(where, language) ?? {}, view.payload);
}

/** Whether a frame is what the slot waits for, in all that it says. */
export function fits(slot: Slot, view: View, language: Language): boolean {
  return identifies(slot, view, language) && differences(slot, view, language).length === 0;
}
