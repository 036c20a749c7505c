import type { WebSocket } from 'ws';
import type { Clock, Timer } from '../clock/clock.ts';
import type { Payload } from '../ocppj/types.ts';
import { Link } from '../transport/link.ts';
import type { LinkSignal } from '../transport/link.ts';
import type { Conversation } from './conversation.ts';
import type { EventFeed } from './event-feed.ts';

interface Waiter {
  timer: Timer;
  resolve(): void;
  reject(error: Error): void;
}

/** The connection that a peer has with its station identity at the moment, if any, and its events. */
export class PeerConnection {
  readonly #clock: Clock;
  readonly #feed: EventFeed;
  readonly #conversation: Conversation;
  #link: Link | undefined;
  #number = 0;
  #disposed = false;
  readonly #waiters = new Set<Waiter>();
  readonly #pongs = new Set<() => void>();

  constructor(clock: Clock, feed: EventFeed, conversation: Conversation) {
    this.#clock = clock;
    this.#feed = feed;
    this.#conversation = conversation;
  }

  /** Whether texts can be sent. */
  get connected(): boolean {
    return this.#link?.open === true;
  }

  /** Takes over an open socket as the connection with this number; an older one is ended first. */
  open(socket: WebSocket, number: number, detail: Payload): void {
    if (this.#disposed) {
      socket.terminate();
      return;
    }
    this.#link?.terminate('replaced by a newer connection of the same identity');
    const link = new Link(socket, this.#clock, (signal) => this.#hear(link, number, signal));
    this.#link = link;
    this.#number = number;
    this.#conversation.attach(link, number);
    this.#feed.connection('Open', number, detail, false);
    for (const waiter of this.#take()) waiter.resolve();
  }

  /** Resolves once the connection is open; rejects after that many clock ms. */
  opened(timeoutMs: number): Promise<void> {
    if (this.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const message = `station ${this.#feed.station} did not connect within ${Math.round(timeoutMs)} ms`;
      const timer = this.#clock.after(timeoutMs, () => {
        this.#waiters.delete(waiter);
        reject(new Error(message));
      });
      const waiter: Waiter = { timer, resolve, reject };
      this.#waiters.add(waiter);
    });
  }

  /** Closes with this WebSocket code; resolves when the connection has ended. */
  async close(code: number, reason = ''): Promise<void> {
    await this.#link?.close(code, reason);
  }

  /** Ends the connection without a close frame. */
  terminate(reason: string): void {
    this.#link?.terminate(reason);
  }

  /** Falls silent without ending TCP; returns what ends it, or undefined when there is no connection. */
  freeze(reason: string): (() => void) | undefined {
    return this.#link?.freeze(reason);
  }

  /** Pings; resolves to whether a pong came within that many clock ms. */
  ping(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (alive: boolean): void => {
        timer.cancel();
        this.#pongs.delete(pong);
        resolve(alive);
      };
      const pong = (): void => end(true);
      const timer = this.#clock.after(timeoutMs, () => end(false));
      this.#pongs.add(pong);
      if (this.#link?.ping() !== true) end(false);
    });
  }

  /** Ends everything; whoever waits for a connection is told so. */
  dispose(): void {
    this.#disposed = true;
    this.#link?.terminate('the peer was closed');
    for (const waiter of this.#take()) waiter.reject(new Error('the peer was closed'));
    this.#feed.close();
  }

  #hear(link: Link, number: number, signal: LinkSignal): void {
    switch (signal.kind) {
      case 'message':
        if (link === this.#link) this.#conversation.receive(signal);
        return;
      case 'ping':
        this.#feed.connection('Ping', number, {}, signal.ours, signal);
        return;
      case 'pong':
        this.#feed.connection('Pong', number, {}, signal.ours, signal);
        for (const pong of [...this.#pongs]) pong();
        return;
      case 'error':
        this.#feed.connection('Error', number, { code: signal.code, message: signal.message }, signal.ours, signal);
        return;
      case 'close':
        this.#closed(link, number, signal);
    }
  }

  #closed(link: Link, number: number, signal: Extract<LinkSignal, { kind: 'close' }>): void {
    const { code, reason, ours } = signal;
    if (link === this.#link) this.#link = undefined;
    this.#feed.connection('Close', number, { code, reason }, ours, signal);
    if (number === this.#number) this.#conversation.detach(`the connection closed with code ${code}${reason === '' ? '' : `: ${reason}`}`);
  }

  #take(): Waiter[] {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const { timer } of waiters) timer.cancel();
    return waiters;
  }
}
