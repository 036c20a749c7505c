import { MAKERS } from '../../checks/registry.ts';
import { isObject, isRef } from '../../matching/scope.ts';
import type { PlacedStep } from '../../matching/slots.ts';
import type { JsonValue, OcppVersion, Payload, Problem } from '../../ocppj/types.ts';
import { Completion } from '../../peer/completion.ts';
import type { Facts } from '../../plan/types.ts';
import type { Validators } from '../../schemas/validators.ts';
import type { ReplyTemplate } from '../types.ts';
import { walkSteps } from './walk.ts';

const UNKNOWN = 'a value that only the run knows';

/** Each payload that we send validates against its schema, whatever the device will fill in. */
export function checkPayloads(steps: readonly PlacedStep[], facts: Facts, version: OcppVersion, validators: Validators): string[] {
  const completion = new Completion(version, { vendor: 'plugproof', model: 'plugproof' });
  const names = sampleNames(facts);
  const problems: string[] = [];
  const judge = (path: string, what: string, action: string, kind: 'request' | 'response', payload: Payload, partial: boolean): void => {
    const { value, open } = fill(payload, names);
    const complete = kind === 'request' && isObject(value) ? completion.complete(action, value, new Date(0).toISOString()) : value;
    const prefix = kind === 'request' ? '$[3]' : '$[2]';
    for (const problem of validators.validate(action, kind, complete)) {
      if (isOpen(problem, prefix, open) || (partial && problem.keyword === 'required' && /^\.\w+$/.test(problem.path.slice(prefix.length)))) continue;
      problems.push(`step ${path}: ${what} ${action}: ${problem.path}: ${problem.expected} (got ${problem.actual})`);
    }
  };
  walkSteps(steps, ({ step, path }) => {
    if ('send' in step && step.invalid !== true) judge(path, 'we would send', step.send, 'request', step.with ?? {}, false);
    if ('trigger' in step) judge(path, 'we would ask for', step.trigger, 'request', step.with ?? {}, false);
    const replies = 'expect' in step ? { action: step.expect, reply: step.reply } : 'collect' in step ? { action: step.collect, reply: step.reply } : undefined;
    for (const reply of listOf(replies?.reply)) if (replies && isPayloadReply(reply)) judge(path, 'we would answer', replies.action, 'response', reply, true);
  });
  return problems;
}

function listOf(reply: ReplyTemplate | ReplyTemplate[] | undefined): ReplyTemplate[] {
  return reply === undefined ? [] : Array.isArray(reply) ? reply : [reply];
}

const isPayloadReply = (reply: ReplyTemplate): reply is Payload => reply !== 'none' && !('error' in reply) && !('exact' in reply);

function sampleNames(facts: Facts): Record<string, JsonValue> {
  return {
    ...facts.tokens, station: facts.station, evse: facts.connector, connector: facts.connector, otherConnector: 2, unknownConnector: 52, unknownEvse: 52,
    ...(facts.ocpp === '1.6' ? { newTransaction: 7_000_001, secondTransaction: 7_000_002, unknownTransaction: 900_000_000 }
      : { newTransaction: '7000001', secondTransaction: '7000002', unknownTransaction: '900000000' }),
  };
}

/** The payload with what is known filled in, and the paths of what is not. */
function fill(value: JsonValue, names: Record<string, JsonValue>, path = ''): { value: JsonValue; open: string[] } {
  if (isRef(value)) {
    const known = names[value.slice(1)];
    return known === undefined ? { value: UNKNOWN, open: [path] } : { value: known, open: [] };
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => fill(item, names, `${path}[${index}]`));
    return { value: items.map((item) => item.value), open: items.flatMap((item) => item.open) };
  }
  if (!isObject(value)) return { value, open: [] };
  if (typeof value['make'] === 'string') return { value: MAKERS.get(value['make'])?.examples[0]?.value ?? UNKNOWN, open: [path] };
  const entries = Object.entries(value).map(([key, item]) => [key, fill(item, names, `${path}.${key}`)] as const);
  return { value: Object.fromEntries(entries.map(([key, item]) => [key, item.value])), open: entries.flatMap(([, item]) => item.open) };
}

const isOpen = (problem: Problem, prefix: string, open: readonly string[]): boolean => open.some((path) => problem.path === `${prefix}${path}` || problem.path.startsWith(`${prefix}${path}.`));
