import type { ActionResult } from './types.ts';

/** What came back from a rig, an adapter or a device: a status of HTTP, and what its body said. */
export interface RawAnswer {
  status: number;
  body: unknown;
}

const LONGEST_REASON = 300;

/**
 * Reads an answer by the contract: 2xx done, 501 cannot, anything else broken. With `wantsAnswer`
 * a 2xx must carry `{ "answer": true | false }`.
 */
export function readAnswer({ status, body }: RawAnswer, who: string, wantsAnswer: boolean): ActionResult {
  if (status === 501) return { kind: 'cannot', reason: reasonIn(body) ?? `${who} cannot do that here.` };
  if (status < 200 || status > 299) {
    const said = reasonIn(body);
    return { kind: 'broken', reason: `${who} answered with status ${status}${said === undefined ? '.' : `: ${said}`}` };
  }
  if (!wantsAnswer) return { kind: 'done' };
  const answer = isRecord(body) ? body['answer'] : undefined;
  if (typeof answer === 'boolean') return { kind: 'done', answer };
  return { kind: 'broken', reason: `${who} was asked a question, but did not answer with { "answer": true } or { "answer": false }.` };
}

/** Reads a list of capabilities; undefined when it is none. */
export function readCapabilities(body: unknown): string[] | undefined {
  if (!Array.isArray(body) || body.length > 1_000) return undefined;
  return body.filter((item): item is string => typeof item === 'string').map((item) => sanitise(item).slice(0, 100));
}

/** Parses JSON; a text that is none is given back as it is, and nothing for an empty one. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Makes a text from elsewhere fit for a terminal and a report: one line, no control characters. */
export function sanitise(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}

/** A reason as a sentence of at most 300 characters, from a text or an object that has one. */
function reasonIn(body: unknown): string | undefined {
  const said = isRecord(body) ? body['reason'] ?? body['message'] ?? body['error'] : body;
  if (typeof said !== 'string') return undefined;
  const text = sanitise(said);
  if (text === '') return undefined;
  const short = text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON - 1)}…` : text;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

/** A thrown value as a text. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return sanitise(String(error)).slice(0, LONGEST_REASON);
  const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, 'code') : undefined;
  const detail = typeof code === 'string' ? code : error.cause instanceof Error ? error.cause.message : '';
  return sanitise(detail === '' ? error.message : `${error.message} (${detail})`).slice(0, LONGEST_REASON);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
