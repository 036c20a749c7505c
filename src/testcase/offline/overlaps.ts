import { isObject, isRef } from '../../matching/scope.ts';
import { isMatcher } from '../../matching/matchers.ts';
import { identityOf } from '../../matching/streams.ts';
import type { PlacedStep } from '../../matching/slots.ts';
import type { JsonValue, Payload } from '../../ocppj/types.ts';
import type { ExpectStep } from '../types.ts';
import { childrenOf, walkSteps } from './walk.ts';

/**
 * Two expectations of one anyOrder or oneOf that could take the same frame must answer it alike
 * (design section 4, semantics 5): otherwise the answer would depend on how frames are assigned.
 */
export function checkOverlaps(steps: readonly PlacedStep[]): string[] {
  const problems: string[] = [];
  walkSteps(steps, (placed) => {
    if (!('anyOrder' in placed.step) && !('oneOf' in placed.step)) return;
    const expectations: { step: ExpectStep; path: string }[] = [];
    walkSteps(childrenOf(placed), ({ step, path }) => { if ('expect' in step) expectations.push({ step, path }); });
    expectations.forEach((first, index) => {
      for (const second of expectations.slice(index + 1)) {
        if (overlap(first.step, second.step) && JSON.stringify(first.step.reply) !== JSON.stringify(second.step.reply)) {
          problems.push(`steps ${first.path} and ${second.path} may take the same ${first.step.expect} and answer it differently`);
        }
      }
    });
  });
  return problems;
}

function overlap(first: ExpectStep, second: ExpectStep): boolean {
  const pattern = (step: ExpectStep): Payload => ({ ...identityOf(step.expect, step.where), ...step.where, ...step.which });
  return first.expect === second.expect && compatible(pattern(first), pattern(second));
}

/** Whether some value could match both patterns; in doubt yes. */
function compatible(first: JsonValue, second: JsonValue): boolean {
  if (isRef(first) || isRef(second)) return first === second || !(isRef(first) && isRef(second));
  if (isMatcher(first) || isMatcher(second)) return true;
  if (isObject(first) && isObject(second)) return Object.keys(first).every((key) => second[key] === undefined || compatible(first[key] ?? null, second[key] ?? null));
  if (Array.isArray(first) || Array.isArray(second)) return JSON.stringify(first) === JSON.stringify(second);
  return first === second;
}
