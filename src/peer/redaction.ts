import { serialise } from '../ocppj/frame.ts';
import type { Frame, JsonValue, Payload } from '../ocppj/types.ts';
import { keptBytes } from '../transport/link.ts';
import { isPayload, objectAt, textAt } from './payload.ts';
import type { FrameEvent, TextEvent, WireEvent } from './types.ts';

const mask = '***';
// Configuration keys (1.6) and variables (2.x) whose value is a secret.
const secretNames: ReadonlySet<string> = new Set(['authorizationkey', 'basicauthpassword']);
// Fields of SetNetworkProfile that are secrets wherever they are (2.x NetworkConnectionProfileType).
const secretFields: ReadonlySet<string> = new Set(['basicauthpassword', 'apnpassword', 'simpin', 'password']);
const valueFields: ReadonlySet<string> = new Set(['value', 'attributevalue', 'actualvalue']);

/**
 * The event as it may be recorded: values of AuthorizationKey, BasicAuthPassword and of the
 * passwords in a network profile are `***` in frame, text and problems. Other events come back as they are.
 */
export function redactEvent(event: WireEvent): WireEvent {
  if (event.type === 'connection') return event;
  return event.type === 'frame' ? redactFrame(event) : redactText(event);
}

function redactFrame(event: FrameEvent): FrameEvent {
  const { frame } = event;
  if (!('payload' in frame)) return redactError(event, frame);
  const payload = redactValue(frame.payload);
  if (payload === frame.payload) return event;
  const safe: Frame = { ...frame, payload };
  const text = Buffer.from(serialise(safe)).subarray(0, keptBytes).toString('utf8');
  return { ...event, frame: safe, text, problems: withoutValues(event.problems) };
}

// A device may quote the request in its CALLERROR, in whatever form.
function redactError(event: FrameEvent, frame: Extract<Frame, { kind: 'CALLERROR' | 'CALLRESULTERROR' }>): FrameEvent {
  if (!mentionsSecret(event.text)) return event;
  const safe: Frame = { ...frame, description: mask, details: { redacted: mask } };
  return { ...event, frame: safe, text: serialise(safe), problems: withoutValues(event.problems) };
}

function redactText(event: TextEvent): TextEvent {
  if (!mentionsSecret(event.text)) return event;
  const text = event.text.replace(/("(?:value|attributeValue|actualValue|\w{0,32}password|simPin)"\s{0,8}:\s{0,8}")(?:[^"\\]|\\.)*/gi, `$1${mask}`);
  return { ...event, text, problems: withoutValues(event.problems) };
}

function mentionsSecret(text: string): boolean {
  const lower = text.toLowerCase();
  return [...secretNames, ...secretFields].some((name) => lower.includes(name));
}

function withoutValues<T extends { actual: string }>(problems: T[]): T[] {
  return problems.map((problem) => ({ ...problem, actual: mask }));
}

// Returns the same value where nothing had to go, so that callers see whether it changed.
function redactValue(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = value.map(redactValue);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isPayload(value)) return value;
  const entries = Object.entries(value);
  const holder = namesSecret(value);
  const redacted = entries.map(([key, item]): [string, JsonValue] => [key, redactField(key, item, holder)]);
  return redacted.some(([, item], index) => item !== entries[index]?.[1]) ? Object.fromEntries(redacted) : value;
}

function redactField(key: string, value: JsonValue, holder: boolean): JsonValue {
  const name = key.toLowerCase();
  if (secretFields.has(name) && !isContainer(value)) return mask;
  if (holder && valueFields.has(name)) return mask;
  if (holder && name === 'variableattribute' && Array.isArray(value)) return value.map(maskAttribute);
  return redactValue(value);
}

function maskAttribute(attribute: JsonValue): JsonValue {
  return isPayload(attribute) && 'value' in attribute ? { ...attribute, value: mask } : attribute;
}

function namesSecret(object: Payload): boolean {
  const names = [textAt(object, 'key'), textAt(objectAt(object, 'variable'), 'name')];
  return names.some((name) => name !== undefined && secretNames.has(name.toLowerCase()));
}

function isContainer(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}
