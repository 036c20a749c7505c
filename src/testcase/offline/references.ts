import { MAKERS, VERIFIERS } from '../../checks/registry.ts';
import { toMilliseconds } from '../../matching/durations.ts';
import { isObject, isRef } from '../../matching/scope.ts';
import type { PlacedStep } from '../../matching/slots.ts';
import { parseJson } from '../../ocppj/json.ts';
import type { JsonValue } from '../../ocppj/types.ts';
import { isStimulus, type Duration, type Step } from '../types.ts';
import { walkSteps } from './walk.ts';

/** Names that every testcase knows; src/runner/scope.ts gives them their values. */
export const BUILT_IN_NAMES: ReadonlySet<string> = new Set([
  'station', 'evse', 'connector', 'otherConnector', 'unknownConnector', 'unknownEvse', 'newTransaction', 'secondTransaction', 'unknownTransaction',
  'valid', 'second', 'invalid', 'blocked', 'expired', 'parent',
]);

/** References to nothing, checks and generators that do not exist, durations that are none. */
export function checkReferences(steps: readonly PlacedStep[]): string[] {
  const problems: string[] = [];
  const saved = new Set(BUILT_IN_NAMES);
  let pending: string[] = [];
  walkSteps(steps, ({ step, path }) => {
    if (isStimulus(step)) {
      pending.forEach((name) => saved.add(name));
      pending = [];
    }
    if (step.as !== undefined && isStimulus(step)) saved.add(step.as);
    else if (step.as !== undefined) pending.push(step.as);
    const known = new Set([...saved, ...pending]);
    for (const ref of refsIn(withoutChildren(step))) {
      if (!known.has(ref.slice(1).split('.')[0] ?? '')) problems.push(`step ${path}: nothing is known as ${ref} there`);
    }
    for (const name of makersIn(withoutChildren(step))) if (!MAKERS.has(name)) problems.push(`step ${path}: there is no generator ${name}`);
    if ('verify' in step && !VERIFIERS.has(step.verify)) problems.push(`step ${path}: there is no check ${step.verify}`);
    problems.push(...durationsOf(step).flatMap((duration) => durationProblem(duration, path)));
  });
  return problems;
}

/** The step as data, without the steps inside it: those are visited on their own. */
function withoutChildren(step: Step): JsonValue {
  const { inOrder: _a, anyOrder: _b, optional: _c, oneOf: _d, then: _e, else: _f, ...own }: Record<string, unknown> = { ...step };
  if (isObjectLike(own['online'])) delete own['online'];
  return parseJson(JSON.stringify(own));
}

const isObjectLike = (value: unknown): boolean => typeof value === 'object' && value !== null;

function refsIn(value: JsonValue): string[] {
  if (isRef(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(refsIn);
  return isObject(value) ? Object.values(value).flatMap(refsIn) : [];
}

function makersIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(makersIn);
  if (!isObject(value)) return [];
  const own = typeof value['make'] === 'string' ? [value['make']] : [];
  return [...own, ...Object.values(value).flatMap(makersIn)];
}

function durationsOf(step: Step): Duration[] {
  const own = [step.after, step.within];
  if ('absent' in step) own.push(step.for);
  if ('wait' in step) own.push(step.wait);
  if ('send' in step) own.push(step.every);
  if ('collect' in step) own.push(step.until.for, step.until.quiet, step.gaps?.period, step.gaps?.min, step.gaps?.max);
  return own.filter((duration) => duration !== undefined);
}

function durationProblem(duration: Duration, path: string): string[] {
  if (isRef(duration)) return [];
  try {
    toMilliseconds(duration);
    return [];
  } catch (error) {
    return [`step ${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
