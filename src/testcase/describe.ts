import { toMilliseconds, formatMilliseconds } from '../matching/durations.ts';
import { describePattern } from '../matching/words.ts';
import type { Scope } from '../matching/scope.ts';
import type { JsonValue, Payload } from '../ocppj/types.ts';
import type { FoldedTestcase } from './fold.ts';
import { isChoice, isRefusal, type Duration, type ReplyPattern, type Step } from './types.ts';

const OPERATOR_WORDS: Record<string, string> = {
  'plug-in': 'Plug the cable in', unplug: 'Unplug the cable', 'present-token': 'Present the token', 'ev-ready': 'Let the EV draw energy',
  'ev-suspend': 'Let the EV suspend', 'power-off': 'Switch the power off', 'power-on': 'Switch the power on', reboot: 'Restart the device',
  fault: 'Provoke a fault', 'clear-fault': 'Clear the fault', 'lock-failure': 'Make the lock fail', 'occupy-bay': 'Park in the bay',
  'leave-bay': 'Leave the bay', 'press-stop': 'Press the stop button', meter: 'Set the meter', observe: 'Look and answer',
};

const OPERATOR_FIELDS = ['connector', 'evse', 'token', 'half', 'side', 'energy', 'question'] as const;

/** One step as a sentence; with a scope, references are shown as what they stand for. */
export function describeStep(step: Step, scope?: Scope): string {
  const words = describeVerb(step, scope);
  const limits = [timing('not before', step.after, scope), timing('within', step.within, scope)].filter((text) => text !== '');
  const since = step.since === undefined ? '' : ` of ${step.since}`;
  return limits.length > 0 ? `${words}, ${limits.join(', ')}${since}` : words;
}

function describeVerb(step: Step, scope?: Scope): string {
  const pattern = (value: JsonValue | undefined): string => describePattern(value, scope);
  const withPattern = (action: string, value: JsonValue | undefined): string => (pattern(value) === '' ? action : `${action} (${pattern(value)})`);
  if ('operator' in step) {
    const said: Payload = {};
    for (const key of OPERATOR_FIELDS) {
      const value = step[key];
      if (value !== undefined) said[key] = value;
    }
    return withPattern(OPERATOR_WORDS[step.operator] ?? step.operator, said);
  }
  if ('trigger' in step) return `Ask the CSMS to send ${withPattern(step.trigger, step.with)}`;
  if ('setup' in step) return `Set up the CSMS: ${withPattern(step.setup, step.with)}`;
  if ('send' in step) return `Send ${step.invalid === true ? 'the invalid ' : ''}${withPattern(step.send, step.with)}${step.count === undefined ? '' : ` ${step.count} times`}; ${describeReply(step.reply, scope)}${step.orClose === true ? ', or the connection is closed' : ''}`;
  if ('raw' in step) return `Send the text ${step.raw.slice(0, 80)}`;
  if ('expect' in step) return `Expect ${withPattern(step.expect, { ...step.which, ...step.where })}`;
  if ('collect' in step) return `Collect ${withPattern(step.collect, { ...step.which, ...step.each })} until ${describeUntil(step.until, scope)}`;
  if ('absent' in step) return `Expect no ${withPattern(step.absent, step.which)} for ${duration(step.for, scope)}`;
  if ('allow' in step) return `Allow ${withPattern(step.allow, step.which)}`;
  if ('inOrder' in step) return `In this order: ${step.inOrder.map((child) => describeStep(child, scope)).join('; ')}`;
  if ('anyOrder' in step) return `In any order: ${step.anyOrder.map((child) => describeStep(child, scope)).join('; ')}`;
  if ('optional' in step) return `Perhaps: ${step.optional.map((child) => describeStep(child, scope)).join('; ')}`;
  if ('oneOf' in step) return `One of: ${Object.entries(step.oneOf).map(([name, children]) => `${name} (${children.map((child) => describeStep(child, scope)).join('; ')})`).join(' or ')}`;
  if ('if' in step) return `If ${step.if.ref} is ${JSON.stringify(step.if.is)}: ${step.then.map((child) => describeStep(child, scope)).join('; ')}`;
  if ('state' in step) return `Bring about: ${step.state}`;
  if ('connect' in step) return 'Connect';
  if ('disconnect' in step) return 'Disconnect';
  if ('offline' in step) return `Go offline (${step.offline})`;
  if ('online' in step) return 'Come back online';
  if ('wait' in step) return `Wait ${duration(step.wait, scope)}`;
  return `Verify: ${step.verify}`;
}

function describeReply(reply: ReplyPattern | undefined, scope?: Scope): string {
  if (reply === undefined || reply === 'any') return 'it is answered';
  if (reply === 'none') return 'it is not answered';
  if (isRefusal(reply)) return `it is answered with CALLERROR${reply.error === true ? '' : ` ${JSON.stringify(reply.error)}`}`;
  if (isChoice(reply)) return `it is answered with one of ${Object.keys(reply.oneOf).join(', ')}`;
  return `it is answered with ${describePattern(reply, scope) || 'anything'}`;
}

function describeUntil(until: { count?: number; where?: JsonValue; quiet?: Duration; for?: Duration }, scope?: Scope): string {
  if (until.count !== undefined) return `${until.count} came`;
  if (until.quiet !== undefined) return `none came for ${duration(until.quiet, scope)}`;
  if (until.for !== undefined) return `${duration(until.for, scope)} are over`;
  return `one came with ${describePattern(until.where, scope)}`;
}

function timing(words: string, value: Duration | undefined, scope?: Scope): string {
  return value === undefined ? '' : `${words} ${duration(value, scope)}`;
}

function duration(value: Duration, scope?: Scope): string {
  const known = typeof value === 'string' && value.startsWith('$') ? scope?.get(value.slice(1)) : value;
  if (typeof known !== 'number' && (typeof known !== 'string' || known.startsWith('$'))) return String(value);
  return formatMilliseconds(toMilliseconds(known));
}

/** A testcase as readable lines: what has to hold before, then its steps. */
export function describeTestcase({ steps, settings, requires }: FoldedTestcase): string[] {
  const lines: string[] = [];
  if (requires.length > 0) lines.push(`Applies where: ${requires.join(', ')}`);
  for (const [key, value] of Object.entries(settings)) {
    const words = typeof value === 'string' ? value : 'not' in value ? `not ${value.not}` : `${value.ifImplemented}, where it is implemented`;
    lines.push(`Setting: ${key} = ${words}`);
  }
  for (const { step, path } of steps) lines.push(`${path.padEnd(6)} ${describeStep(step)}${step.note === undefined ? '' : ` – ${step.note}`}`);
  return lines;
}
