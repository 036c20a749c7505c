import type { StimulusStep } from '../../testcase/types.ts';
import type { Stage, Stimulus } from '../stage.ts';
import { connectStimulus, disconnectStimulus, offlineStimulus, onlineStimulus, waitStimulus } from './connection.ts';
import { setupStimulus, triggerStimulus } from './driver.ts';
import { operatorStimulus } from './operator.ts';
import { rawStimulus, sendStimulus } from './send.ts';

/** How the step is carried out: one verb, one function. */
export function stimulusOf(step: StimulusStep): Stimulus {
  if ('operator' in step) return operatorStimulus(step);
  if ('trigger' in step) return triggerStimulus(step);
  if ('setup' in step) return setupStimulus(step);
  if ('send' in step) return sendStimulus(step);
  if ('raw' in step) return rawStimulus(step);
  if ('connect' in step) return connectStimulus(step);
  if ('disconnect' in step) return disconnectStimulus(step);
  if ('offline' in step) return offlineStimulus(step);
  if ('wait' in step) return waitStimulus(step);
  const { online } = step;
  return onlineStimulus(step, (stage) => playHeld(stage, online === true ? [] : online.hold.filter((held) => 'send' in held)));
}

/** Calls of ours that go out before anything of the device is answered. */
async function playHeld(stage: Stage, steps: readonly StimulusStep[]): Promise<void> {
  for (const step of steps) await stimulusOf(step)(stage, () => undefined);
}
