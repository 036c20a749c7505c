import { isObject, resolve } from '../../matching/scope.ts';
import type { JsonValue } from '../../ocppj/types.ts';
import type { OperatorRequest } from '../../operator/types.ts';
import { describeStep } from '../../testcase/describe.ts';
import type { OperatorStep } from '../../testcase/types.ts';
import type { Stage, Stimulus } from '../stage.ts';
import { deliverAnswers } from './connection.ts';

/** After these the device is not accepted until it has booted again. */
const GOES_DOWN = new Set(['reboot', 'power-off']);

/** Asks the operator to do something; limits run from the moment at which he says that it is done. */
export function operatorStimulus(step: OperatorStep): Stimulus {
  return async (stage, done) => {
    const { performance } = stage;
    const request = requestOf(step, stage);
    if (GOES_DOWN.has(step.operator)) await deliverAnswers(stage);
    const asked = performance.clock.now();
    performance.emit({ type: 'operator', id: performance.id, lane: performance.lane, instruction: request.instruction ?? step.operator, waiting: true });
    const forget = performance.ledger.note(step.operator, request);
    if (GOES_DOWN.has(step.operator)) performance.peer.model.registered = false;
    const { operatorTimeout } = performance.facts.timing;
    const result = await performance.operator.perform(step.operator, request, operatorTimeout);
    const took = performance.clock.now() - asked;
    performance.operatorMs += took;
    if (result.kind !== 'broken') performance.presence.met('operator');
    else if (took >= operatorTimeout) performance.presence.missed('operator');
    performance.emit({ type: 'operator', id: performance.id, lane: performance.lane, instruction: request.instruction ?? step.operator, waiting: false });
    if (result.kind === 'cannot') forget();
    if (result.kind === 'cannot') throw stage.failAt(step, { expected: `an operator who can ${step.operator}`, actual: result.reason, verdict: 'inconclusive' });
    if (result.kind === 'broken') throw stage.failAt(step, { expected: `an operator who does ${step.operator}`, actual: result.reason, verdict: 'error' });
    if (step.operator === 'observe' && result.answer !== (step.answer ?? true)) {
      throw stage.failAt(step, { expected: `${String(request.question)} ${step.answer === false ? 'no' : 'yes'}`, actual: result.answer === undefined ? 'no answer' : result.answer ? 'yes' : 'no' });
    }
    done(performance.clock.now());
  };
}

function requestOf(step: OperatorStep, stage: Stage): OperatorRequest {
  const { scope, generators, id, facts } = stage.performance;
  const value = (field: JsonValue | undefined): JsonValue | undefined => (field === undefined ? undefined : resolve(field, scope, generators));
  const number = (field: JsonValue | undefined): number | undefined => {
    const resolved = value(field);
    return typeof resolved === 'number' ? resolved : undefined;
  };
  const token = value(step.token);
  const question = value(step.question);
  const request: OperatorRequest = { testcase: id, station: facts.station, instruction: describeStep(step, scope) };
  const [connector, evse, energy] = [number(step.connector), number(step.evse), number(step.energy)];
  return {
    ...request,
    ...(connector === undefined ? {} : { connector }), ...(evse === undefined ? {} : { evse }), ...(energy === undefined ? {} : { energy }),
    ...(token === undefined || (isObject(token) && Object.keys(token).length === 0) ? {} : { token }),
    ...(step.half === undefined ? {} : { half: step.half }), ...(step.side === undefined ? {} : { side: step.side }),
    ...(typeof question === 'string' ? { question } : {}),
  };
}
