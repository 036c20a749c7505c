import type { PlacedStep } from '../../matching/slots.ts';
import type { Step } from '../types.ts';

/** A step of a testcase with everything below it, in writing order. */
export function walkSteps(steps: readonly PlacedStep[], visit: (placed: PlacedStep) => void): void {
  for (const placed of steps) {
    visit(placed);
    walkSteps(childrenOf(placed), visit);
  }
}

/** The steps inside a group, a condition or a hold. */
export function childrenOf({ step, path }: PlacedStep): PlacedStep[] {
  const list = (children: readonly Step[], name = ''): PlacedStep[] => children.map((child, index) => ({ step: child, path: `${path}${name === '' ? '' : `.${name}`}.${index + 1}` }));
  if ('inOrder' in step) return list(step.inOrder);
  if ('anyOrder' in step) return list(step.anyOrder);
  if ('optional' in step) return list(step.optional);
  if ('oneOf' in step) return Object.entries(step.oneOf).flatMap(([name, children]) => list(children, name));
  if ('if' in step) return [...list(step.then, 'then'), ...list(step.else ?? [], 'else')];
  if ('online' in step && step.online !== true) return list(step.online.hold, 'hold');
  return [];
}
