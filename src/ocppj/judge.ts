import { messageClause } from '../schemas/clauses.ts';
import type { Validators } from '../schemas/validators.ts';
import { isKnownAction, mayCall, maySend } from './actions.ts';
import { callErrorCodes } from './error-codes.ts';
import { isObject } from './json.ts';
import { jsonClause, makeProblem } from './problem.ts';
import type { Frame, OcppVersion, Problem, Side } from './types.ts';

/**
 * What is wrong with a frame beyond its shape: its action and direction, its error code, and its
 * payload by the schema. `from` is the end that sent it; `actionOfCall` is the action that a
 * CALLRESULT answers, without which its payload is not judged.
 */
export function judgeFrame(frame: Frame, version: OcppVersion, from: Side, validators: Validators, actionOfCall?: string): Problem[] {
  switch (frame.kind) {
    case 'CALL':
    case 'SEND':
      return judgeCall(frame, version, from, validators);
    case 'CALLRESULT':
      return actionOfCall === undefined ? [] : judgePayload(actionOfCall, 'response', frame.payload, validators);
    case 'CALLERROR':
    case 'CALLRESULTERROR':
      return judgeErrorCode(frame.code, version);
  }
}

function judgeCall(frame: Frame & { kind: 'CALL' | 'SEND' }, version: OcppVersion, from: Side, validators: Validators): Problem[] {
  const { kind, action, payload } = frame;
  if (!isKnownAction(version, action)) {
    return [makeProblem('unknown-action', '$[2]', `An action of OCPP ${version}, in its exact spelling.`, action, jsonClause(version, kind === 'CALL' ? '4.2.1' : '4.2.4'))];
  }
  const allowed = kind === 'CALL' ? mayCall(version, from, action) : maySend(version, from, action);
  if (!allowed) return [makeProblem('direction', '$[2]', `An action that the ${sender(from)} may send as ${kind}.`, action, messageClause(version, action, 'request'))];
  return judgePayload(action, 'request', payload, validators);
}

// A payload that is no object is a problem of the frame, and already told there.
function judgePayload(action: string, kind: 'request' | 'response', payload: unknown, validators: Validators): Problem[] {
  return payload === null || isObject(payload) ? validators.validate(action, kind, payload) : [];
}

function judgeErrorCode(code: string, version: OcppVersion): Problem[] {
  const codes = callErrorCodes(version);
  if (codes.has(code)) return [];
  const clause = jsonClause(version, version === '1.6' ? '4.2.3' : '4.3');
  return [makeProblem('error-code', '$[2]', `One of ${[...codes].join(', ')}.`, code, clause)];
}

function sender(side: Side): string {
  return side === 'station' ? 'charging station' : 'CSMS';
}
