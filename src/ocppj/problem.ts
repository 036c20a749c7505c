import type { OcppVersion, Problem } from './types.ts';

/** Every code that a problem of framing, of direction or of a payload can bear. */
export type ProblemCode =
  | 'too-large' | 'too-deep' | 'not-json' | 'not-array' | 'message-type' | 'length'
  | 'id-type' | 'id-empty' | 'id-too-long' | 'action-type' | 'payload-type'
  | 'error-code-type' | 'description-type' | 'description-too-long' | 'details-type'
  | 'unknown-action' | 'direction' | 'error-code' | 'schema';

/** Texts longer than this many bytes are refused unread. */
export const maxTextBytes = 1024 * 1024;

/** What a problem cites where no clause sets the limit. */
export const limitClause = 'limit of plugproof';

const shownLength = 120;

// Invisible and direction-changing characters could disguise a value in a report; JSON leaves them be.
const disguising = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A value as JSON on one line, at most 120 characters, with control and invisible characters escaped. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const shown = preview(value, shownLength + 1)
    .slice(0, shownLength + 1)
    .replace(disguising, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return shown.length > shownLength ? `${shown.slice(0, shownLength - 1)}…` : shown;
}

/** The beginning of a value's JSON: stops soon after `room` characters, however large or deep the value is. */
function preview(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? typeof value;
  if (room <= 0) return '…';
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  let text = open;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (text.length > room) return text;
    if (text !== open) text += ',';
    if (open === '{') text += `${preview(key, room)}:`;
    text += preview(Object.getOwnPropertyDescriptor(value, key)?.value, room - text.length);
  }
  return text + close;
}

/** Whether a text is longer than 1 MiB in UTF-8. */
export function isTooLarge(text: string): boolean {
  if (text.length > maxTextBytes) return true;
  return text.length * 3 > maxTextBytes && Buffer.byteLength(text) > maxTextBytes;
}

/** The path of the payload inside a frame: `$[3]` for a CALL or SEND, `$[2]` for a CALLRESULT. */
export function payloadPath(kind: 'request' | 'response'): string {
  return kind === 'request' ? '$[3]' : '$[2]';
}

/** The clause of OCPP-J in the version: the section numbers of 1.6-J and of Part 4 agree but for a few. */
export function jsonClause(version: OcppVersion, section: string): string {
  return version === '1.6' ? `OCPP-J 1.6 ${section}` : `OCPP ${version} Part 4, ${section}`;
}

/** Makes a problem; `actual` is any value, and is shortened for display. */
export function makeProblem(code: ProblemCode, path: string, expected: string, actual: unknown, clause: string): Problem {
  return { code, path, expected, actual: describeValue(actual), clause };
}
