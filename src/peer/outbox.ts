import { randomUUID } from 'node:crypto';
import type { Clock, Timer } from '../clock/clock.ts';
import { describeValue } from '../ocppj/problem.ts';
import type { Frame, OcppVersion, Payload, Problem } from '../ocppj/types.ts';
import { forgetOldest } from './inbox.ts';
import { payloadOf } from './payload.ts';
import { sessionProblem } from './session-problem.ts';
import type { CallOptions, CallOutcome, FrameEvent } from './types.ts';

type Answer = Extract<Frame, { kind: 'CALLRESULT' | 'CALLERROR' }>;

interface Sent {
  action?: string;
  request?: Payload;
  at: number;
  state: 'open' | 'answered' | 'timed out' | 'lost';
  settle?: (outcome: CallOutcome) => void;
  timer?: Timer;
}

interface Waiting {
  action: string;
  payload: Payload;
  options: CallOptions;
  resolve: (outcome: CallOutcome) => void;
}

/** What an answer of the device belongs to. */
export interface Match {
  action?: string;
  request?: Payload;
  callAt?: number;
  problems: Problem[];
  /** Whether it is the first answer to its call. */
  first: boolean;
  /** Ends the call with this answer; to be called once the event was delivered. */
  settle(event: FrameEvent): void;
}

export interface OutboxOptions {
  version: OcppVersion;
  clock: Clock;
  messageTimeoutMs: number;
  /** Completes, unless it is to go as it is, and sends a call now; undefined when the connection is gone. */
  transmit(id: string, action: string, payload: Payload, asIs: boolean): FrameEvent | undefined;
  connected(): boolean;
}

/** Our calls: one outstanding at a time (1.6-J 4.1.1, Part 4 4.1.1), the others wait in order. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #sent = new Map<string, Sent>();
  readonly #queue: Waiting[] = [];
  #current: Sent | undefined;
  #unreadable = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Queues a call; resolves when it is answered, times out or the connection ends, and never rejects. */
  call(action: string, payload: Payload, options: CallOptions = {}): Promise<CallOutcome> {
    return new Promise((resolve) => {
      this.#queue.push({ action, payload, options, resolve });
      this.#next();
    });
  }

  /** Takes note of a call that was sent around the queue, so that its answer is known. */
  noteRaw(id: string, at: number, call?: { action: string; request: Payload }): void {
    this.#remember(id, { ...call, at, state: 'open' });
  }

  /** Takes note that something without a readable id was sent: an error for the id `-1` may come (Part 4, 4.2.3). */
  noteUnreadable(): void {
    this.#unreadable = true;
  }

  /** Finds the call that an answer belongs to, and what is wrong with it. */
  match(frame: Answer): Match {
    const sent = this.#sent.get(frame.id);
    if (sent === undefined) return { problems: this.#unknown(frame), first: false, settle: () => undefined };
    const problems = this.#afterwards(frame, sent);
    const first = sent.state !== 'answered';
    sent.state = 'answered';
    return {
      action: sent.action, request: sent.request, callAt: sent.at, problems, first,
      // Where the call has ended already, nobody waits for it any more.
      settle: (event) => this.#end(sent, { kind: frame.kind === 'CALLRESULT' ? 'result' : 'error', event }),
    };
  }

  /** The connection ended: ends the outstanding call and all that wait. */
  disconnect(reason: string): void {
    for (const sent of this.#sent.values()) {
      if (sent.state === 'open') sent.state = 'lost';
    }
    const waiting = this.#queue.splice(0);
    if (this.#current !== undefined) this.#end(this.#current, { kind: 'disconnected', reason });
    for (const { resolve } of waiting) resolve({ kind: 'disconnected', reason });
  }

  #next(): void {
    while (this.#current === undefined) {
      const waiting = this.#queue.shift();
      if (waiting === undefined) return;
      if (!this.#options.connected()) waiting.resolve({ kind: 'disconnected', reason: 'not connected' });
      else this.#start(waiting);
    }
  }

  #start({ action, payload, options, resolve }: Waiting): void {
    const id = options.id ?? randomUUID();
    const sent: Sent = { action, at: this.#options.clock.now(), state: 'open', settle: resolve };
    this.#current = sent;
    // Known before it leaves: a listener of its own event may already look for it.
    this.#remember(id, sent);
    const event = this.#options.transmit(id, action, payload, options.asIs === true);
    if (event === undefined) {
      sent.state = 'lost';
      this.#end(sent, { kind: 'disconnected', reason: 'not connected' });
      return;
    }
    sent.at = event.at;
    if ('payload' in event.frame) sent.request = payloadOf(event.frame.payload);
    options.onSent?.(event);
    const afterMs = options.timeoutMs ?? this.#options.messageTimeoutMs;
    if (sent.state !== 'open') return;
    sent.timer = this.#options.clock.after(afterMs, () => {
      sent.state = 'timed out';
      this.#end(sent, { kind: 'timeout', afterMs });
    });
  }

  #end(sent: Sent, outcome: CallOutcome): void {
    sent.timer?.cancel();
    const { settle } = sent;
    delete sent.timer;
    delete sent.settle;
    settle?.(outcome);
    if (this.#current === sent) {
      this.#current = undefined;
      this.#next();
    }
  }

  #remember(id: string, sent: Sent): void {
    this.#sent.delete(id);
    this.#sent.set(id, sent);
    forgetOldest(this.#sent);
  }

  #unknown(frame: Answer): Problem[] {
    if (frame.kind === 'CALLERROR' && frame.id === '-1' && this.#unreadable) return [];
    const actual = `a ${frame.kind} for ${describeValue(frame.id)}, which no call bore`;
    return [sessionProblem('unknown-id', this.#options.version, actual)];
  }

  #afterwards(frame: Answer, sent: Sent): Problem[] {
    const { version, clock } = this.#options;
    if (sent.state === 'open') return [];
    const age = Math.round(clock.now() - sent.at);
    if (sent.state === 'answered') {
      return [sessionProblem('duplicate-answer', version, `a second ${frame.kind} for ${describeValue(frame.id)}`)];
    }
    const why = sent.state === 'lost' ? 'after its connection had ended' : 'after it had timed out';
    return [sessionProblem('late-answer', version, `${age} ms after the call, ${why}`)];
  }
}

