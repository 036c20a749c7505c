import { createHash } from 'node:crypto';
import { describeValue } from '../ocppj/problem.ts';
import type { Frame, OcppVersion, Problem } from '../ocppj/types.ts';
import { sessionProblem } from './session-problem.ts';

/** More message ids than this are not remembered; the oldest go first. */
export const maxRememberedIds = 10_000;

// A device may give up on a call and send the next one. No network makes a shorter limit than this sensible.
const shortestTimeoutMs = 1000;

type Incoming = Extract<Frame, { kind: 'CALL' | 'SEND' }>;

interface Received {
  action: string;
  digest: string;
  at: number;
  connection: number;
  answered: boolean;
}

/** Remembers the calls of the device and finds what is wrong with their order and their ids. */
export class Inbox {
  readonly #version: OcppVersion;
  readonly #received = new Map<string, Received>();
  readonly #unanswered = new Map<string, { at: number; action: string }>();

  constructor(version: OcppVersion) {
    this.#version = version;
  }

  /** Takes note of a CALL or SEND that arrived; returns what is wrong with it in the conversation. */
  receive(frame: Incoming, at: number, connection: number): Problem[] {
    const digest = createHash('sha256').update(JSON.stringify([frame.action, frame.payload])).digest('base64');
    const problems = [...this.#outstanding(frame, at), ...this.#reused(frame, digest, connection)];
    this.#received.delete(frame.id);
    this.#received.set(frame.id, { action: frame.action, digest, at, connection, answered: frame.kind === 'SEND' });
    forgetOldest(this.#received);
    if (frame.kind === 'CALL') {
      this.#unanswered.set(frame.id, { at, action: frame.action });
      forgetOldest(this.#unanswered);
    }
    return problems;
  }

  /** Takes note that we answered; returns when the call had come. */
  answer(id: string): { action: string; at: number } | undefined {
    this.#unanswered.delete(id);
    const received = this.#received.get(id);
    if (received !== undefined) received.answered = true;
    return received;
  }

  /** What is known of a call of the device. */
  find(id: string): { action: string; at: number } | undefined {
    return this.#received.get(id);
  }

  /** The connection ended: nothing on it is outstanding any more. */
  disconnect(): void {
    this.#unanswered.clear();
  }

  #outstanding(frame: Incoming, at: number): Problem[] {
    if (frame.kind === 'SEND') return [];
    for (const [id, call] of this.#unanswered) {
      if (at - call.at >= shortestTimeoutMs) this.#unanswered.delete(id);
    }
    const open = [...this.#unanswered.values()].at(-1);
    if (open === undefined) return [];
    const actual = `${frame.action} came ${Math.round(at - open.at)} ms after ${describeValue(open.action)}, which was not answered yet`;
    return [sessionProblem('call-while-outstanding', this.#version, actual)];
  }

  #reused(frame: Incoming, digest: string, connection: number): Problem[] {
    const earlier = this.#received.get(frame.id);
    if (earlier === undefined) return [];
    // 2.1 and the 2025-04 errata of 1.6-J let a retry bear the id of the original; 2.0.1 does not.
    const unanswered = !earlier.answered || earlier.connection !== connection;
    if (this.#version !== '2.0.1' && earlier.digest === digest && unanswered) return [];
    const actual = `${describeValue(frame.id)} was the id of an earlier ${earlier.action}`;
    return [sessionProblem('message-id-reused', this.#version, actual)];
  }
}

/** Keeps a map of remembered ids within its bound. */
export function forgetOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= maxRememberedIds) return;
    map.delete(key);
  }
}
