import type { Clock } from '../clock/clock.ts';
import { codeForProblem } from '../ocppj/error-codes.ts';
import { parseFrame, serialise } from '../ocppj/frame.ts';
import { judgeFrame } from '../ocppj/judge.ts';
import type { Frame, JsonValue, OcppVersion, Payload, Problem, Side } from '../ocppj/types.ts';
import type { Validators } from '../schemas/validators.ts';
import type { Link, LinkSignal } from '../transport/link.ts';
import type { EventFeed, Stamp } from './event-feed.ts';
import { cutText, makeFrameEvent } from './frame-event.ts';
import type { Known } from './frame-event.ts';
import { Inbox } from './inbox.ts';
import { Outbox } from './outbox.ts';
import { overlay, payloadOf } from './payload.ts';
import type { Role } from './role.ts';
import { sessionProblem } from './session-problem.ts';
import type { CallOptions, CallOutcome, FrameEvent, ReplyDecision } from './types.ts';

type Message = Extract<LinkSignal, { kind: 'message' }>;
type Answer = Extract<Frame, { kind: 'CALLRESULT' | 'CALLERROR' }>;
type Incoming = Extract<Frame, { kind: 'CALL' | 'SEND' }>;
type Decider = (event: FrameEvent) => ReplyDecision | Promise<ReplyDecision>;

export interface ConversationOptions {
  version: OcppVersion;
  /** The side that we play. */
  side: Side;
  clock: Clock;
  validators: Validators;
  messageTimeoutMs: number;
  role: Role;
  feed: EventFeed;
}

/** The OCPP-J conversation with one station identity, across its connections (1.6-J 4, Part 4 4). */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #device: Side;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  #link: Link | undefined;
  #connection = 0;
  #decider: Decider | undefined;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#device = options.side === 'csms' ? 'station' : 'csms';
    this.#inbox = new Inbox(options.version);
    this.#outbox = new Outbox({
      version: options.version,
      clock: options.clock,
      messageTimeoutMs: options.messageTimeoutMs,
      connected: () => this.#link?.open === true,
      transmit: (id, action, payload, asIs) =>
        this.#send({ kind: 'CALL', id, action, payload: asIs ? payload : options.role.complete(action, payload) }, { action }),
    });
  }

  /** Talks over this link from now on. */
  attach(link: Link, connection: number): void {
    this.#link = link;
    this.#connection = connection;
  }

  /** The link is gone: outstanding and waiting calls end as disconnected. */
  detach(reason: string): void {
    this.#link = undefined;
    this.#inbox.disconnect();
    this.#outbox.disconnect(reason);
  }

  /** See `Peer.decideReplies`. */
  decideReplies(decider: Decider | undefined): void {
    this.#decider = decider;
  }

  /** See `Peer.call`. */
  call(action: string, payload: Payload, options?: CallOptions): Promise<CallOutcome> {
    return this.#outbox.call(action, payload, options);
  }

  /** See `Peer.sendRaw`. */
  sendRaw(text: string): boolean {
    const { version, side, feed } = this.#options;
    const { frame, problems, id } = parseFrame(text, version);
    if (this.#link?.send(text) !== true) return false;
    const stamp = feed.stamp();
    if (frame === undefined) {
      if (id === undefined || id === '-1') this.#outbox.noteUnreadable();
      else this.#outbox.noteRaw(id, stamp.at);
      this.#text('out', cutText(text), { binary: false, bytes: Buffer.byteLength(text) }, problems, stamp);
      return true;
    }
    const known = 'action' in frame ? { action: frame.action } : this.#known(frame.id);
    const all = [...problems, ...this.#judge(frame, side, known.action)];
    this.#noteRaw(frame, all, stamp.at);
    feed.emit(this.#event('out', frame, cutText(text), all, stamp, known));
    return true;
  }

  /** A message arrived on the attached link. */
  receive(message: Message): void {
    const { version } = this.#options;
    if (message.binary) {
      const problem = sessionProblem('binary-message', version, `a binary message of ${message.bytes} bytes`);
      this.#text('in', message.shown, message, [problem], message);
      return;
    }
    const { frame, problems, id } = parseFrame(message.text, version);
    if (frame === undefined) {
      this.#text('in', message.shown, message, problems, message);
      const problem = problems[0];
      if (id !== undefined && problem !== undefined) this.#replyError(id, problem);
    } else if (frame.kind === 'CALL' || frame.kind === 'SEND') this.#receiveCall(frame, problems, message);
    else if (frame.kind === 'CALLRESULTERROR') this.#receiveResultError(frame, problems, message);
    else this.#receiveAnswer(frame, problems, message);
  }

  #receiveCall(frame: Incoming, framing: Problem[], message: Message): void {
    const { feed, role } = this.#options;
    const faults = [...framing, ...this.#judge(frame, this.#device)];
    const order = this.#inbox.receive(frame, message.at, this.#connection);
    const event = this.#event('in', frame, message.shown, [...faults, ...order], message, { action: frame.action });
    const refusal = faults.find((problem) => problem.code !== 'not-listed');
    if (refusal === undefined) {
      role.called({ from: this.#device, action: frame.action, request: payloadOf(frame.payload), at: message.at });
    }
    feed.emit(event);
    // A SEND is never answered (2.1 Part 4, 4.2.4).
    if (frame.kind === 'SEND') return;
    if (refusal !== undefined) this.#replyError(frame.id, refusal);
    else void this.#reply(event, frame);
  }

  #receiveAnswer(frame: Answer, framing: Problem[], message: Message): void {
    const { feed, role } = this.#options;
    const match = this.#outbox.match(frame);
    const { action, request, callAt } = match;
    const faults = this.#judge(frame, this.#device, action);
    // A fault in the payload does not undo what the device did, so the model follows it all the same.
    if (frame.kind === 'CALLRESULT' && match.first && action !== undefined) {
      const response = payloadOf(frame.payload);
      role.exchanged({ from: this.#options.side, action, request: request ?? {}, response, at: message.at, background: false });
    }
    const problems = [...framing, ...faults, ...match.problems];
    const event = this.#event('in', frame, message.shown, problems, message, { action, callAt });
    feed.emit(event);
    match.settle(event);
  }

  #receiveResultError(frame: Extract<Frame, { kind: 'CALLRESULTERROR' }>, framing: Problem[], message: Message): void {
    const { version, feed } = this.#options;
    const call = this.#inbox.find(frame.id);
    const known = this.#known(frame.id);
    const unknown = call === undefined ? [sessionProblem('unknown-id', version, 'a CALLRESULTERROR for a call that never came')] : [];
    const problems = [...framing, ...this.#judge(frame, this.#device, known.action), ...unknown];
    feed.emit(this.#event('in', frame, message.shown, problems, message, known));
  }

  #known(id: string): Known {
    const call = this.#inbox.find(id);
    return call === undefined ? {} : { action: call.action, callAt: call.at };
  }

  async #reply(event: FrameEvent, call: Incoming): Promise<void> {
    const link = this.#link;
    // Waits at least a turn, so that a second call in the same TCP segment is seen as outstanding.
    const decision = await this.#decide(event);
    if (link !== this.#link || decision.kind === 'none') return;
    const { id, action } = call;
    if (decision.kind === 'error') {
      const { code, description = '', details = {} } = decision;
      this.#answer({ kind: 'CALLERROR', id, code, description, details });
      return;
    }
    const request = payloadOf(call.payload);
    const truth = decision.kind === 'exact' ? undefined : this.#options.role.answer(action, request);
    if (decision.kind === 'exact') this.#result(call, decision.payload, false);
    else if (decision.kind === 'payload') this.#result(call, overlay(truth ?? {}, decision.payload), false);
    else if (truth !== undefined) this.#result(call, truth, true);
    else this.#answer({ kind: 'CALLERROR', id, code: 'NotSupported', description: `${action} is not supported`, details: {} });
  }

  async #decide(event: FrameEvent): Promise<ReplyDecision> {
    try {
      return (await this.#decider?.(event)) ?? { kind: 'background' };
    } catch (error) {
      const message = `the reply could not be decided: ${error instanceof Error ? error.message : String(error)}`;
      this.#options.feed.connection('Error', this.#connection, { code: 'reply-decider', message }, true);
      return { kind: 'background' };
    }
  }

  #result(call: Incoming, payload: JsonValue, background: boolean): void {
    const { role, clock } = this.#options;
    const { action } = call;
    const settle = (): void => {
      const at = clock.now();
      const exchange = { from: this.#device, action, request: payloadOf(call.payload), response: payloadOf(payload), at, background };
      for (const followUp of role.exchanged(exchange)) {
        queueMicrotask(() => void this.call(followUp.action, followUp.payload));
      }
    };
    this.#answer({ kind: 'CALLRESULT', id: call.id, payload }, settle);
  }

  #answer(frame: Answer, settle?: () => void): void {
    const call = this.#inbox.answer(frame.id);
    this.#send(frame, { action: call?.action, callAt: call?.at }, settle);
  }

  #replyError(id: string, problem: Problem): void {
    const { version } = this.#options;
    const description = `${problem.path}: ${problem.expected}`.slice(0, 255);
    this.#answer({ kind: 'CALLERROR', id, code: codeForProblem(version, problem), description, details: {} });
  }

  // State changes before the event goes out, so that a listener sees the model as the frame left it.
  #send(frame: Frame, known: Known, settle?: () => void): FrameEvent | undefined {
    const { side, feed } = this.#options;
    const text = serialise(frame);
    const problems = this.#judge(frame, side, known.action);
    if (this.#link?.send(text) !== true) return undefined;
    settle?.();
    const event = this.#event('out', frame, cutText(text), problems, feed.stamp(), known);
    if (frame.kind === 'CALL') this.#calledByUs(frame, problems, event.at);
    feed.emit(event);
    return event;
  }

  #calledByUs(frame: Incoming, problems: Problem[], at: number): void {
    if (problems.some((problem) => problem.code !== 'not-listed')) return;
    const { side, role } = this.#options;
    role.called({ from: side, action: frame.action, request: payloadOf(frame.payload), at });
  }

  #noteRaw(frame: Frame, problems: Problem[], at: number): void {
    if (frame.kind === 'CALL' || frame.kind === 'SEND') {
      this.#outbox.noteRaw(frame.id, at, { action: frame.action, request: payloadOf(frame.payload) });
      this.#calledByUs(frame, problems, at);
    } else this.#inbox.answer(frame.id);
  }

  #judge(frame: Frame, from: Side, actionOfCall?: string): Problem[] {
    const { version, validators } = this.#options;
    return judgeFrame(frame, version, from, validators, actionOfCall);
  }

  #event(direction: 'in' | 'out', frame: Frame, text: string, problems: Problem[], stamp: Stamp, known: Known): FrameEvent {
    const { station } = this.#options.feed;
    return makeFrameEvent({ station, connection: this.#connection, direction, frame, text, problems }, stamp, known);
  }

  #text(direction: 'in' | 'out', text: string, message: { binary: boolean; bytes: number }, problems: Problem[], stamp: Stamp): void {
    const { at, wall } = stamp;
    const { binary, bytes } = message;
    const { feed } = this.#options;
    feed.emit({ type: 'text', at, wall, station: feed.station, connection: this.#connection, direction, text, binary, bytes, problems });
  }
}
