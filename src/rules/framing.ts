import type { FrameEvent, TextEvent, WireEvent } from '../peer/types.ts';
import type { Problem } from '../ocppj/types.ts';
import type { Breach, Rule } from './types.ts';

const ALL = ['1.6', '2.0.1', '2.1'] as const;

/** A rule that turns problems with these codes, found when the frame was read, into breaches. */
function problemRule(rule: Omit<Rule, 'create' | 'versions'>, codes: readonly string[]): Rule {
  return {
    ...rule,
    versions: ALL,
    create: () => (event) => judged(event)?.problems.filter((problem) => codes.includes(problem.code)).map(toBreach),
  };
}

function judged(event: WireEvent): FrameEvent | TextEvent | undefined {
  return event.type !== 'connection' && event.direction === 'in' ? event : undefined;
}

const toBreach = ({ path, expected, actual, clause }: Problem): Breach => ({ expected: `${path}: ${expected} (${clause})`, actual });

const bootText = '[2,"1","BootNotification",{"chargePointVendor":"A","chargePointModel":"B"}]';
const beat = (id: string): string => `[2,"${id}","Heartbeat",{}]`;

/** What the WebSocket library, or our own limit, ended the connection for; other errors are the network's. */
function brokenConnection(event: WireEvent): Breach | undefined {
  if (event.type !== 'connection' || event.event !== 'Error' || event.ours) return undefined;
  const { code, message } = event.detail;
  if (code === 'flood') return { expected: 'a device that can be talked to', actual: String(message) };
  return typeof code === 'string' && code.startsWith('WS_ERR_') ? { expected: 'valid WebSocket frames, with messages of at most 1 MiB', actual: `${String(message)} (${code})` } : undefined;
}

/** Every frame has the shape that OCPP-J gives it, and a payload that its schema accepts. */
export const FRAMING_RULES: readonly Rule[] = [
  {
    id: 'framing/websocket', level: 'must', versions: ALL, clause: 'RFC 6455; limits of plugproof', create: () => brokenConnection,
    requirement: 'WebSocket frames are valid, and messages so few and so small that a CSMS or station can take them.',
    examples: {
      passing: [{ name: 'the network fails', events: ['> Error {"code":"ECONNRESET","message":"read ECONNRESET"}'] }],
      failing: [{ name: 'too large', events: ['> Error {"code":"WS_ERR_UNSUPPORTED_MESSAGE_LENGTH","message":"Max payload size exceeded"}'] }, { name: 'a flood', events: ['> Error {"code":"flood","message":"more than 2000 messages within one second"}'] }],
    },
  },
  problemRule({
    id: 'framing/json-array', level: 'must', clause: { '1.6': 'OCPP-J 1.6 4.2', '2.0.1': 'OCPP 2.0.1 Part 4 4.2', '2.1': 'OCPP 2.1 Part 4 4.2' },
    requirement: 'Every text is a JSON array of the shape that its message type has.',
    examples: { passing: [{ name: 'a call', events: [`> ${bootText}`] }], failing: [{ name: 'no JSON', events: ['> [2,"1",'] }, { name: 'an object', events: ['> {}'] }, { name: 'a CALLERROR of four', events: ['> [4,"1","GenericError",""]'] }] },
  }, ['not-json', 'not-array', 'length', 'too-large', 'too-deep', 'binary-message', 'payload-type', 'action-type', 'details-type', 'description-type', 'description-too-long', 'error-code-type']),
  problemRule({
    id: 'framing/message-type', level: 'must', clause: 'OCPP-J 4.2', requirement: 'The message type number is one of the version.',
    examples: { passing: [{ name: 'a call', events: [`> ${beat('1')}`] }], failing: [{ name: 'type 7', events: ['> [7,"1","Heartbeat",{}]'] }] },
  }, ['message-type']),
  problemRule({
    id: 'framing/message-id', level: 'must', clause: 'OCPP-J 4.1.4, errata 3.1', requirement: 'A message id is a string of 1 to 36 characters that its sender has not used for another message.',
    examples: { passing: [{ name: 'two ids', events: [`> ${beat('1')}`, '< [3,"1",{"currentTime":"2026-01-01T00:00:00Z"}]', `> ${beat('2')}`] }], failing: [{ name: 'a number', events: ['> [2,1,"Heartbeat",{}]'] }, { name: 'too long', events: [`> ${beat('x'.repeat(37))}`] }] },
  }, ['id-type', 'id-empty', 'id-too-long', 'message-id-reused']),
  problemRule({
    id: 'framing/answer-to-a-call', level: 'must', clause: 'OCPP-J 4.2.2', requirement: 'An answer bears the id of a call that is waiting for it, and comes once.',
    examples: { passing: [{ name: 'answered', events: ['< [2,"a","ClearCache",{}]', '> [3,"a",{"status":"Accepted"}]'] }], failing: [{ name: 'of an unknown call', events: ['> [3,"zzz",{"status":"Accepted"}]'] }, { name: 'twice', events: ['< [2,"a","ClearCache",{}]', '> [3,"a",{"status":"Accepted"}]', '> [3,"a",{"status":"Accepted"}]'] }] },
  }, ['unknown-id', 'duplicate-answer', 'late-answer']),
  problemRule({
    id: 'framing/one-call-at-a-time', level: 'must', clause: 'OCPP-J 4.1.1', requirement: 'A side sends no call while one of its own is waiting for an answer.',
    examples: { passing: [{ name: 'in turn', events: [`> ${beat('1')}`, '< [3,"1",{"currentTime":"2026-01-01T00:00:00Z"}]', `> ${beat('2')}`] }], failing: [{ name: 'two at once', events: [`> ${beat('1')}`, `> ${beat('2')}`] }] },
  }, ['call-while-outstanding']),
  problemRule({
    id: 'framing/action', level: 'must', clause: 'OCPP-J 4.2.1', requirement: 'The action is one of the version that this side may send.',
    examples: { passing: [{ name: 'known', events: [`> ${beat('1')}`] }], failing: [{ name: 'unknown', events: ['> [2,"1","Wave",{}]'] }, { name: 'wrong direction', events: ['> [2,"1","ClearCache",{}]'] }] },
  }, ['unknown-action', 'direction']),
  problemRule({
    id: 'framing/error-code', level: 'must', clause: 'OCPP-J 4.3', requirement: 'The error code of a CALLERROR is one of the version.',
    examples: { passing: [{ name: 'the misspelt one of 1.6', version: '1.6', events: ['< [2,"a","ClearCache",{}]', '> [4,"a","OccurenceConstraintViolation","",{}]'] }], failing: [{ name: 'invented', events: ['< [2,"a","ClearCache",{}]', '> [4,"a","Nope","",{}]'] }] },
  }, ['error-code']),
  problemRule({
    id: 'framing/schema', level: 'must', clause: 'OCPP schemas', requirement: 'Every payload is valid against the official schema of its message.',
    examples: { passing: [{ name: 'a boot', events: [`> ${bootText}`] }], failing: [{ name: 'a field missing', events: ['> [2,"1","BootNotification",{"chargePointVendor":"A"}]'] }] },
  }, ['schema', 'not-listed']),
];
