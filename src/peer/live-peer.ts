import type { Clock } from '../clock/clock.ts';
import type { OcppVersion, Payload, Side } from '../ocppj/types.ts';
import type { Validators } from '../schemas/validators.ts';
import { Conversation } from './conversation.ts';
import { EventFeed } from './event-feed.ts';
import { PeerConnection } from './peer-connection.ts';
import type { Role } from './role.ts';
import type { CallOptions, CallOutcome, ConnectOptions, DeviceModel, FrameEvent, OfflineMode, Peer, ReplyDecision, WireEvent } from './types.ts';

export interface LivePeerOptions {
  version: OcppVersion;
  side: Side;
  station: string;
  clock: Clock;
  validators: Validators;
  messageTimeoutMs: number;
  role: Role;
}

/** What the peers of both sides have in common; how the connection comes about differs. */
export abstract class LivePeer implements Peer {
  readonly version: OcppVersion;
  readonly side: Side;
  readonly station: string;
  protected readonly feed: EventFeed;
  protected readonly connection: PeerConnection;
  protected readonly messageTimeoutMs: number;
  readonly #role: Role;
  readonly #conversation: Conversation;

  constructor(options: LivePeerOptions) {
    this.version = options.version;
    this.side = options.side;
    this.station = options.station;
    this.messageTimeoutMs = options.messageTimeoutMs;
    this.#role = options.role;
    this.feed = new EventFeed(options.station, options.clock);
    this.#conversation = new Conversation({ ...options, feed: this.feed });
    this.connection = new PeerConnection(options.clock, this.feed, this.#conversation);
  }

  get connected(): boolean {
    return this.connection.connected;
  }

  get model(): DeviceModel {
    return this.#role.model;
  }

  onEvent(listener: (event: WireEvent) => void): () => void {
    return this.feed.subscribe(listener);
  }

  decideReplies(decider: ((event: FrameEvent) => ReplyDecision | Promise<ReplyDecision>) | undefined): void {
    this.#conversation.decideReplies(decider);
  }

  call(action: string, payload: Payload, options?: CallOptions): Promise<CallOutcome> {
    return this.#conversation.call(action, payload, options);
  }

  complete(action: string, payload: Payload): Payload {
    return this.#role.complete(action, payload);
  }

  sendRaw(text: string): boolean {
    return this.#conversation.sendRaw(text);
  }

  async disconnect(code = 1000): Promise<void> {
    await this.connection.close(code);
  }

  ping(timeoutMs: number): Promise<boolean> {
    return this.connection.ping(timeoutMs);
  }

  abstract offline(mode: OfflineMode): Promise<void>;
  abstract online(): Promise<void>;
  abstract connect(timeoutMs?: number, options?: ConnectOptions): Promise<void>;
  abstract close(): Promise<void>;
}
