import { jsonClause } from '../ocppj/problem.ts';
import type { OcppVersion, Problem } from '../ocppj/types.ts';

const sentences = {
  'unknown-id': ['4.1.4', 'An answer bears the message id of a call that was sent.'],
  'duplicate-answer': ['4.1.4', 'A call is answered once.'],
  'late-answer': ['4.1.1', 'A call is answered before it times out.'],
  'call-while-outstanding': ['4.1.1', 'No call is sent before all earlier calls have been answered or have timed out.'],
  'message-id-reused': ['4.1.4', 'The message id of a call differs from all ids that its sender used before.'],
  'binary-message': ['4.1.2', 'A message is a WebSocket text message with JSON in UTF-8.'],
} as const;

export type SessionProblemCode = keyof typeof sentences;

/** Makes a problem that no single frame shows, but the conversation; `actual` is a short sentence. */
export function sessionProblem(code: SessionProblemCode, version: OcppVersion, actual: string): Problem {
  const [section, expected] = sentences[code];
  const path = code === 'binary-message' ? '$' : '$[1]';
  return { code, path, expected, actual: actual.slice(0, 120), clause: jsonClause(version, section) };
}
