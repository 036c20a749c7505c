import { isObject, resolve } from '../../matching/scope.ts';
import type { Payload } from '../../ocppj/types.ts';
import type { ActionResult } from '../../operator/types.ts';
import type { SetupStep, TriggerStep } from '../../testcase/types.ts';
import type { Stage, Stimulus } from '../stage.ts';

/** Asks the CSMS under test, through its driver, to send a message. */
export function triggerStimulus(step: TriggerStep): Stimulus {
  return async (stage, done) => {
    const { driver, facts } = stage.performance;
    judge(stage, step, step.trigger, await driver.trigger(facts.station, step.trigger, payloadOf(stage, step.with), facts.timing.operatorTimeout));
    done(stage.performance.clock.now());
  };
}

/** Sets the CSMS under test up, with what is no OCPP message. */
export function setupStimulus(step: SetupStep): Stimulus {
  return async (stage, done) => {
    const { driver, facts } = stage.performance;
    judge(stage, step, `setup/${step.setup}`, await driver.setup(facts.station, step.setup, payloadOf(stage, step.with), facts.timing.operatorTimeout));
    done(stage.performance.clock.now());
  };
}

function payloadOf(stage: Stage, template: Payload | undefined): Payload {
  const resolved = resolve(template ?? {}, stage.performance.scope, stage.performance.generators);
  return isObject(resolved) ? resolved : {};
}

function judge(stage: Stage, step: TriggerStep | SetupStep, what: string, result: ActionResult): void {
  if (result.kind === 'cannot') throw stage.failAt(step, { expected: `a driver that can ${what}`, actual: result.reason, verdict: 'inconclusive' });
  if (result.kind === 'broken' && 'proven' in step) throw stage.failAt(step, { expected: `a CSMS that can send ${what} to the connected station, as before`, actual: result.reason });
  if (result.kind === 'broken') throw stage.failAt(step, { expected: `a driver that does ${what}`, actual: result.reason, verdict: 'error' });
}
