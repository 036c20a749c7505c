import { isRef, lookUp, UnresolvedError, valueAt, type Scope } from '../matching/scope.ts';
import { matches } from '../matching/matchers.ts';
import type { FrameEvent } from '../peer/types.ts';
import { isStimulus, type IfStep, type StimulusStep } from '../testcase/types.ts';
import type { Performance, ScriptStep } from './performance.ts';
import { probeAfterAbsence } from './absence.ts';
import type { Stage } from './stage.ts';
import { stimulusOf } from './steps/stimulus.ts';
import { verify } from './steps/verify.ts';

/** One segment's worth of steps: its stimulus, if it has one, and what is expected after it. */
interface Chunk { stimulus: { placed: ScriptStep; step: StimulusStep } | undefined; steps: ScriptStep[]; rest: ScriptStep[]; continued: boolean }

/** Plays all steps in order; throws a Halt at the first failure. */
export async function playScript(performance: Performance, stage: Stage, steps: readonly ScriptStep[]): Promise<void> {
  let rest: ScriptStep[] = [...steps];
  let carry: FrameEvent[] = [];
  while (rest.length > 0) {
    const [next] = rest;
    if (next && 'verify' in next.step) {
      verify(performance, next, next.step);
      rest = rest.slice(1);
      continue;
    }
    const chunk = takeChunk(rest, performance.scope);
    // What came before an `if` was decided belongs to the segment that a stimulus ends here.
    if (chunk.stimulus && carry.length > 0) await stage.play([], undefined, { last: false, continued: false, carry });
    const stimulus = chunk.stimulus && stimulusOf(chunk.stimulus.step);
    carry = await stage.play(chunk.steps, stimulus, { last: chunk.rest.length === 0, continued: chunk.continued, carry: chunk.stimulus ? [] : carry });
    await probeAfterAbsence(performance, stage, chunk.steps);
    rest = chunk.rest;
  }
}

/**
 * Takes the next segment off the script. An `if` is decided as soon as what it refers to is known;
 * until then, and at a `verify`, the segment stops and goes on as a continuation without a stimulus.
 */
function takeChunk(script: readonly ScriptStep[], scope: Scope): Chunk {
  const steps: ScriptStep[] = [];
  const rest = [...script];
  let stimulus: Chunk['stimulus'];
  for (let placed = rest[0]; placed; placed = rest[0]) {
    const { step } = placed;
    if ('if' in step) {
      const branch = decide(step, scope);
      if (branch === undefined && steps.length > 0) return { stimulus, steps, rest, continued: true };
      rest.splice(0, 1, ...place(placed, branch ?? 'else'));
      continue;
    }
    if ('verify' in step) {
      const goesOn = rest.slice(1).find((later) => !('verify' in later.step));
      return { stimulus, steps, rest, continued: goesOn !== undefined && !isStimulus(goesOn.step) };
    }
    if (isStimulus(step)) {
      if (steps.length > 0) break;
      stimulus = { placed, step };
    }
    steps.push(placed);
    rest.shift();
  }
  return { stimulus, steps, rest, continued: false };
}

/** Which branch of an `if` holds; undefined while the frame that it looks at has not come. */
function decide({ if: { ref, is } }: IfStep, scope: Scope): 'then' | 'else' | undefined {
  const [name = '', ...path] = ref.slice(1).split('.');
  if (!scope.has(name)) return undefined;
  const wanted = isRef(is) ? known(scope, is) : is;
  return wanted !== undefined && matches(wanted, valueAt(scope.get(name), path)) ? 'then' : 'else';
}

function known(scope: Scope, ref: string): ReturnType<typeof lookUp> | undefined {
  try {
    return lookUp(scope, ref);
  } catch (error) {
    if (error instanceof UnresolvedError) return undefined;
    throw error;
  }
}

function place({ step, path, phase }: ScriptStep, branch: 'then' | 'else'): ScriptStep[] {
  if (!('if' in step)) return [];
  return (step[branch] ?? []).map((child, index) => ({ step: child, path: `${path}.${branch}.${index + 1}`, phase }));
}
