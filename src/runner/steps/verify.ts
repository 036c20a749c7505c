import { VERIFIERS } from '../../checks/registry.ts';
import { isObject, resolve } from '../../matching/scope.ts';
import { describeStep } from '../../testcase/describe.ts';
import type { VerifyStep } from '../../testcase/types.ts';
import { Halt } from '../halt.ts';
import { failureAt, type Performance, type ScriptStep } from '../performance.ts';
import { addStep } from '../step-results.ts';

/** Judges saved values by a named check; throws a Halt when they fall short. */
export function verify(performance: Performance, { path, phase }: ScriptStep, step: VerifyStep): void {
  const verifier = VERIFIERS.get(step.verify);
  const place = { path, phase, text: describeStep(step, performance.scope), clause: step.clause };
  if (!verifier) throw new Halt(failureAt(performance, place, { expected: 'a check that exists', actual: step.verify, verdict: 'error' }));
  const args = resolve(step.with ?? {}, performance.scope, performance.generators);
  const found = verifier.verify(isObject(args) ? args : {});
  if (found) throw new Halt(failureAt(performance, place, { expected: `${found.expected} (${verifier.sentence})`, actual: found.actual }));
  addStep(performance, { path, text: place.text, status: 'passed', at: performance.clock.now(), frames: [] });
}
