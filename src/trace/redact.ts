import type { ConnectionEvent, FrameEvent, TextEvent, WireEvent } from '../peer/types.ts';

export const REDACTED = '[redacted]';

/** Configuration keys (1.6) and variables (2.x) whose value is a password; compared without case. */
const SECRET_NAMES = new Set(['authorizationkey', 'basicauthpassword']);
/** Fields that are passwords wherever they stand: SetNetworkProfile with its APN and VPN. */
const SECRET_FIELDS = new Set(['basicauthpassword', 'apnpassword', 'simpin', 'password']);
/** Fields that carry the value beside a key or variable of SECRET_NAMES. */
const VALUE_FIELDS = new Set(['value', 'attributevalue', 'actualvalue', 'variableattribute']);
/** What a text without any secret never matches; the rest is looked at field by field. */
const SUSPICIOUS = /authorizationkey|password|simpin|:\/\/[^\s"]{0,512}@|[?&](?:password|token|key)=|"vpn"|\\u/i;
const MAX_DEPTH = 100;
/** A peer cuts texts here, so a longer frame may hold a secret that its text does not show. */
const CUT_LENGTH = 64 * 1024;

interface Redaction {
  readonly secrets: readonly string[];
  changed: boolean;
}

/**
 * Returns the event with every password replaced by `[redacted]`, in the frame and in the text; the
 * same object where there was none. `secrets` are literal strings (the plan's passwords) to remove.
 */
export function redactEvent(event: WireEvent, secrets: readonly string[] = []): WireEvent {
  if (event.type === 'frame') return redactFrame(event, secrets);
  return event.type === 'text' ? redactTextEvent(event, secrets) : redactConnection(event, secrets);
}

/** Removes passwords from a text that may be a frame: by field where it is JSON, else from the name on. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const known = secrets.some((secret) => secret !== '' && text.includes(secret));
  if (!known && !SUSPICIOUS.test(text)) return text;
  const parsed = parseJson(text);
  const redaction: Redaction = { secrets, changed: false };
  if (!parsed) return redactProse(text, redaction);
  const value = redactValue(parsed.value, redaction, 0);
  return redaction.changed ? JSON.stringify(value) : text;
}

function redactFrame(event: FrameEvent, secrets: readonly string[]): FrameEvent {
  const text = redactText(event.text, secrets);
  if (text === event.text && event.text.length < CUT_LENGTH) return event;
  const redaction: Redaction = { secrets, changed: false };
  const { frame } = event;
  const clean = 'payload' in frame
    ? { ...frame, payload: redactValue(frame.payload, redaction, 0) }
    : { ...frame, description: redactString(frame.description, redaction), details: redactValue(frame.details, redaction, 0) };
  if (!redaction.changed && text === event.text) return event;
  const problems = event.problems.map((problem) => ({ ...problem, actual: REDACTED }));
  return { ...event, frame: clean, text, problems };
}

function redactTextEvent(event: TextEvent, secrets: readonly string[]): TextEvent {
  const text = redactText(event.text, secrets);
  if (text === event.text) return event;
  return { ...event, text, problems: event.problems.map((problem) => ({ ...problem, actual: REDACTED })) };
}

function redactConnection(event: ConnectionEvent, secrets: readonly string[]): ConnectionEvent {
  const redaction: Redaction = { secrets, changed: false };
  const entries = Object.entries(event.detail).map(([name, value]) => {
    const isHeader = name.toLowerCase() === 'authorization' && typeof value === 'string';
    const safe = !isHeader || ['none', 'valid', 'invalid'].includes(value);
    if (!safe) redaction.changed = true;
    return [name, safe ? redactValue(value, redaction, 0) : REDACTED] as const;
  });
  return redaction.changed ? { ...event, detail: Object.fromEntries(entries) } : event;
}

/** Walks a JSON value; deeper than MAX_DEPTH nothing can be told, so nothing is kept. */
function redactValue<T>(value: T, redaction: Redaction, depth: number): T;
function redactValue(value: unknown, redaction: Redaction, depth: number): unknown {
  if (typeof value === 'string') return redactString(value, redaction);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) {
    redaction.changed = true;
    return REDACTED;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, redaction, depth + 1));
  const entries = Object.entries(value);
  const secretHolder = namesSecret(entries);
  const vpn = 'server' in value && 'user' in value;
  // fromEntries defines own properties, so a hostile `__proto__` stays a plain field.
  return Object.fromEntries(entries.map(([name, item]: [string, unknown]) => {
    const field = name.toLowerCase();
    const secret = SECRET_FIELDS.has(field) || (secretHolder && VALUE_FIELDS.has(field)) || (vpn && field === 'key');
    return [name, secret ? redactWhole(item, redaction, depth + 1) : redactValue(item, redaction, depth + 1)];
  }));
}

/** Whether an object is about a secret: `key` in 1.6, `variable.name` in 2.x. */
function namesSecret(entries: [string, unknown][]): boolean {
  return entries.some(([name, item]) => {
    const field = name.toLowerCase();
    if (field === 'key') return isSecretName(item);
    if (field !== 'variable' || typeof item !== 'object' || item === null) return false;
    return 'name' in item && isSecretName(item.name);
  });
}

function isSecretName(value: unknown): boolean {
  return typeof value === 'string' && SECRET_NAMES.has(value.trim().toLowerCase());
}

/** Replaces every scalar below a secret's value, and keeps the shape (variableAttribute is a list). */
function redactWhole(value: unknown, redaction: Redaction, depth: number): unknown {
  if (value === null) return value;
  if (Array.isArray(value) && depth < MAX_DEPTH) return value.map((item: unknown) => redactWhole(item, redaction, depth + 1));
  if (typeof value === 'object' && depth < MAX_DEPTH) {
    return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) =>
      [name, name === 'value' ? redactWhole(item, redaction, depth + 1) : redactValue(item, redaction, depth + 1)]));
  }
  redaction.changed = true;
  return REDACTED;
}

/** Removes the plan's passwords, and those that URLs carry as user information or parameters. */
function redactString(text: string, redaction: Redaction): string {
  let result = text.replace(/(:\/\/[^\s/@:]{0,256}):[^\s/@]{1,512}@/g, `$1:${REDACTED}@`)
    .replace(/([?&](?:password|token|key)=)[^&#\s]+/gi, `$1${REDACTED}`);
  for (const secret of redaction.secrets) if (secret !== '') result = result.replaceAll(secret, REDACTED);
  if (result !== text) redaction.changed = true;
  return result;
}

/** A text that is no JSON: what follows a telling name is dropped whole. */
function redactProse(text: string, redaction: Redaction): string {
  const at = text.search(/authorizationkey|password/i);
  const kept = at < 0 ? text : `${text.slice(0, at)}${REDACTED} (${text.length - at} characters)`;
  return redactString(kept, redaction);
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
