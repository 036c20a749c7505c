import { exceedsDepth, isObject, maxDepth } from './json.ts';
import { isTooLarge, jsonClause, limitClause, makeProblem } from './problem.ts';
import type { ProblemCode } from './problem.ts';
import type { Frame, JsonValue, OcppVersion, Problem } from './types.ts';

export { judgeFrame } from './judge.ts';

/** What became of a text. */
export interface ParsedFrame {
  /** Present when everything that the message needs could be read, even if there are problems. */
  frame?: Frame;
  problems: Problem[];
  /**
   * The message id to answer with a CALLERROR, where the text is no frame but may be a CALL. In 2.x
   * it is `-1` where the id cannot be read (Part 4, 4.2.3).
   */
  id?: string;
}

type Kind = Frame['kind'];

const kinds: ReadonlyMap<unknown, Kind> = new Map<unknown, Kind>([
  [2, 'CALL'], [3, 'CALLRESULT'], [4, 'CALLERROR'], [5, 'CALLRESULTERROR'], [6, 'SEND'],
]);
const numbers: Record<Kind, number> = { CALL: 2, CALLRESULT: 3, CALLERROR: 4, CALLRESULTERROR: 5, SEND: 6 };
const lengths: Record<Kind, number> = { CALL: 4, CALLRESULT: 3, CALLERROR: 5, CALLRESULTERROR: 5, SEND: 4 };
const sections: Record<Kind, string> = { CALL: '4.2.1', CALLRESULT: '4.2.2', CALLERROR: '4.2.3', CALLRESULTERROR: '4.2.3', SEND: '4.2.4' };

const maxIdLength = 36;
const maxDescriptionLength = 255;

// The head of a CALL whose rest is no JSON; anchored and bounded, so it is linear in the text.
const callHead = /^\s{0,8}\[\s{0,8}2\s{0,8},\s{0,8}"([^"\\]{1,36})"\s{0,8}[,\]]/;

/** Reads a text as a frame of the version; never throws. Problems say what OCPP-J wants instead (1.6-J 4, Part 4 4). */
export function parseFrame(text: string, version: OcppVersion): ParsedFrame {
  const whole = (code: ProblemCode, expected: string, clause: string): ParsedFrame => ({
    problems: [makeProblem(code, '$', expected, text, clause)],
    ...salvageId(text, version),
  });
  if (isTooLarge(text)) return whole('too-large', 'A message is at most 1 MiB of text.', limitClause);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return whole('not-json', 'A message is valid JSON.', jsonClause(version, '4.1.2'));
  }
  if (exceedsDepth(value)) return whole('too-deep', `A message nests at most ${maxDepth} levels deep.`, limitClause);
  if (!Array.isArray(value)) return whole('not-array', 'A message is a JSON array.', jsonClause(version, '4.2'));
  return readMessage(value, version);
}

/** Writes a frame as the JSON text that goes over the wire (1.6-J 4.2, Part 4 4.2). */
export function serialise(frame: Frame): string {
  const head = [numbers[frame.kind], frame.id];
  switch (frame.kind) {
    case 'CALL':
    case 'SEND':
      return JSON.stringify([...head, frame.action, frame.payload]);
    case 'CALLRESULT':
      return JSON.stringify([...head, frame.payload]);
    case 'CALLERROR':
    case 'CALLRESULTERROR':
      return JSON.stringify([...head, frame.code, frame.description, frame.details]);
  }
}

function salvageId(text: string, version: OcppVersion): { id?: string } {
  const id = callHead.exec(text.slice(0, 128))?.[1];
  if (id !== undefined) return { id };
  return version === '1.6' ? {} : { id: '-1' };
}

function readMessage(message: unknown[], version: OcppVersion): ParsedFrame {
  const kind = kinds.get(message[0]);
  if (kind === undefined || (version !== '2.1' && numbers[kind] > 4)) return unknownType(message, version);
  const problems = [...lengthProblems(kind, message, version), ...idProblems(message[1], version)];
  const frame = isCallShaped(kind)
    ? readCall(kind, message, version, problems)
    : kind === 'CALLRESULT'
      ? readResult(message, version, problems)
      : readError(kind, message, version, problems);
  if (frame !== undefined) return { frame, problems };
  return { problems, ...(kind === 'CALL' ? answerId(message[1], version) : {}) };
}

function isCallShaped(kind: Kind): kind is 'CALL' | 'SEND' {
  return kind === 'CALL' || kind === 'SEND';
}

function unknownType(message: unknown[], version: OcppVersion): ParsedFrame {
  const types = version === '2.1' ? '2, 3, 4, 5 or 6' : '2, 3 or 4';
  const problem = makeProblem('message-type', '$[0]', `The message type number is ${types}.`, message[0], jsonClause(version, '4.1.3'));
  // Only 2.0.1 answers an unknown type (Part 4, 4.4); 1.6 and 2.1 ignore the payload (4.1.3).
  return { problems: [problem], ...(version === '2.0.1' ? answerId(message[1], version) : {}) };
}

function answerId(id: unknown, version: OcppVersion): { id?: string } {
  if (typeof id === 'string' && id !== '' && !isLonger(id, maxIdLength)) return { id };
  return version === '1.6' ? {} : { id: '-1' };
}

function lengthProblems(kind: Kind, message: unknown[], version: OcppVersion): Problem[] {
  if (message.length === lengths[kind]) return [];
  const expected = `A ${kind} has ${lengths[kind]} elements, not ${message.length}.`;
  return [makeProblem('length', '$', expected, message, jsonClause(version, sections[kind]))];
}

function idProblems(id: unknown, version: OcppVersion): Problem[] {
  const problem = (code: ProblemCode, expected: string): Problem[] => [makeProblem(code, '$[1]', expected, id, jsonClause(version, '4.1.4'))];
  if (typeof id !== 'string') return problem('id-type', 'The message id is a string.');
  if (id === '') return problem('id-empty', 'The message id is not empty.');
  if (isLonger(id, maxIdLength)) return problem('id-too-long', `The message id has at most ${maxIdLength} characters.`);
  return [];
}

// Counts code points, as JSON Schema does; the cheap comparison comes first.
function isLonger(text: string, limit: number): boolean {
  return text.length > limit && (text.length > limit * 2 || [...text].length > limit);
}

function readCall(kind: 'CALL' | 'SEND', message: unknown[], version: OcppVersion, problems: Problem[]): Frame | undefined {
  const [, id, action, payload] = message;
  const clause = jsonClause(version, sections[kind]);
  if (typeof action !== 'string') problems.push(makeProblem('action-type', '$[2]', 'The action is a string.', action, clause));
  if (!isPayload(payload)) return undefined;
  problems.push(...payloadProblems(payload, '$[3]', clause));
  return typeof id === 'string' && typeof action === 'string' ? { kind, id, action, payload } : undefined;
}

function readResult(message: unknown[], version: OcppVersion, problems: Problem[]): Frame | undefined {
  const [, id, payload] = message;
  if (!isPayload(payload)) return undefined;
  problems.push(...payloadProblems(payload, '$[2]', jsonClause(version, '4.2.2')));
  return typeof id === 'string' ? { kind: 'CALLRESULT', id, payload } : undefined;
}

// An error that lacks elements still ends its call, so it becomes a frame as soon as its id can be read.
function readError(kind: 'CALLERROR' | 'CALLRESULTERROR', message: unknown[], version: OcppVersion, problems: Problem[]): Frame | undefined {
  const [, id, code, description = '', details = {}] = message;
  const clause = jsonClause(version, '4.2.3');
  const problem = (name: ProblemCode, index: number, expected: string): void => {
    problems.push(makeProblem(name, `$[${index}]`, expected, message[index], clause));
  };
  if (typeof code !== 'string') problem('error-code-type', 2, 'The error code is a string.');
  if (typeof description !== 'string') problem('description-type', 3, 'The error description is a string.');
  else if (version !== '1.6' && isLonger(description, maxDescriptionLength)) {
    problem('description-too-long', 3, `The error description has at most ${maxDescriptionLength} characters.`);
  }
  if (!isObject(details)) problem('details-type', 4, 'The error details are a JSON object.');
  if (typeof id !== 'string' || !isPayload(details)) return undefined;
  return {
    kind, id, details,
    code: typeof code === 'string' ? code : '',
    description: typeof description === 'string' ? description : '',
  };
}

/** Whether an element is there at all: whatever `JSON.parse` returns is a JSON value. */
function isPayload(value: unknown): value is JsonValue {
  return value !== undefined;
}

// 4.2.1 and 4.1.5 let `null` stand for an empty payload, so it is no problem here.
function payloadProblems(payload: JsonValue, path: string, clause: string): Problem[] {
  if (payload === null || isObject(payload)) return [];
  return [makeProblem('payload-type', path, 'The payload is a JSON object.', payload, clause)];
}
