import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import type { Clock, Timer } from '../clock/clock.ts';

/** At most this many bytes of a text are kept for display. */
export const keptBytes = 64 * 1024;

/** A peer that sends more messages than this within one second of real time is cut off. */
export const floodLimit = 2000;

// Real milliseconds that the other end gets to answer a close frame.
const closePatienceMs = 1000;

/** What happens on an open connection, stamped with the clock on arrival. */
export type LinkSignal =
  | { kind: 'message'; at: number; wall: string; text: string; shown: string; binary: boolean; bytes: number }
  | { kind: 'ping' | 'pong'; at: number; wall: string; ours: boolean }
  | { kind: 'error'; at: number; wall: string; code: string; message: string; ours: boolean }
  /** The last signal of a link. */
  | { kind: 'close'; at: number; wall: string; code: number; reason: string; ours: boolean };

/**
 * An open WebSocket whose arrivals are stamped and counted. Every link ends with exactly one
 * `close` signal, whatever the other end does.
 */
export class Link {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #listener: (signal: LinkSignal) => void;
  #open = true;
  #closing: { code: number; reason: string } | undefined;
  #killer: Timer | undefined;
  #windowStart = Number.NEGATIVE_INFINITY;
  #arrivals = 0;
  #closed: Promise<void>;
  #markClosed: () => void = () => undefined;

  /** Takes over an open socket, made with `autoPong: false`; signals go to `listener` in order of arrival. */
  constructor(socket: WebSocket, clock: Clock, listener: (signal: LinkSignal) => void) {
    this.#socket = socket;
    this.#clock = clock;
    this.#listener = listener;
    this.#closed = new Promise((resolve) => (this.#markClosed = resolve));
    socket.on('message', (data, binary) => this.#receive(data, binary));
    socket.on('ping', (data) => this.#pinged(data));
    socket.on('pong', () => this.#beat('pong'));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', (code, reason) => this.#finish(code, reason.toString('utf8')));
  }

  /** Whether texts can be sent. */
  get open(): boolean {
    return this.#open && this.#closing === undefined && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Resolves once the link has ended. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Sends a text; false when the connection is no longer open. */
  send(text: string): boolean {
    if (!this.open) return false;
    this.#socket.send(text, () => undefined);
    return true;
  }

  /** Sends a ping; false when the connection is no longer open. */
  ping(): boolean {
    if (!this.open) return false;
    this.#socket.ping();
    this.#signal({ kind: 'ping', ...this.#stamp(), ours: true });
    return true;
  }

  /** Closes with a WebSocket code, and ends the TCP connection when the other end does not answer within a second. */
  async close(code: number, reason = ''): Promise<void> {
    if (this.#open && this.#closing === undefined) {
      this.#closing = { code, reason };
      this.#socket.close(code, reason);
      this.#killer = this.#clock.after(closePatienceMs * this.#clock.scale, () => this.#socket.terminate());
    }
    await this.#closed;
  }

  /** Ends the connection now, without a close frame; the `close` signal comes before this returns. */
  terminate(reason: string): void {
    this.#closing ??= { code: 1006, reason };
    this.#socket.terminate();
    this.#finish(1006, reason);
  }

  /** Stops reading and reports the link as closed, but leaves the TCP connection open; returns what destroys it. */
  freeze(reason: string): () => void {
    this.#socket.pause();
    this.#closing ??= { code: 1006, reason };
    this.#finish(1006, reason);
    return () => this.#socket.terminate();
  }

  #receive(data: RawData, binary: boolean): void {
    if (!this.#admit()) return;
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;
    // A slice of a long string would keep all of it alive, so what is shown is decoded on its own.
    const text = binary ? '' : bytes.toString('utf8');
    const shown = binary
      ? bytes.subarray(0, 1024).toString('hex')
      : bytes.length > keptBytes ? bytes.subarray(0, keptBytes).toString('utf8') : text;
    this.#signal({ kind: 'message', ...this.#stamp(), text, shown, binary, bytes: bytes.length });
  }

  // Answered here, not by ws, which ends a connection without a word when pings come faster than pongs go.
  #pinged(data: Buffer): void {
    if (this.#beat('ping') && this.open) this.#socket.pong(data, undefined, () => undefined);
  }

  #beat(kind: 'ping' | 'pong'): boolean {
    if (!this.#admit()) return false;
    this.#signal({ kind, ...this.#stamp(), ours: false });
    return true;
  }

  #admit(): boolean {
    if (!this.#open || this.#closing?.reason === 'flood') return false;
    const now = this.#clock.now() / this.#clock.scale;
    if (now - this.#windowStart >= 1000) {
      this.#windowStart = now;
      this.#arrivals = 0;
    }
    this.#arrivals += 1;
    if (this.#arrivals <= floodLimit) return true;
    this.#socket.pause();
    this.#signal({
      kind: 'error', ...this.#stamp(), code: 'flood', ours: false,
      message: `flood: more than ${floodLimit} messages within one second; the connection is closed`,
    });
    void this.close(1008, 'flood');
    return false;
  }

  #fail(error: Error): void {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    this.#closing ??= closeReason(code);
    this.#signal({ kind: 'error', ...this.#stamp(), code, message: error.message.slice(0, 200), ours: false });
    // ws has sent its close frame by now; without this a peer that ignores it would stay for 30 s.
    this.#killer ??= this.#clock.after(closePatienceMs * this.#clock.scale, () => this.#socket.terminate());
  }

  #finish(code: number, reason: string): void {
    if (!this.#open) return;
    const ours = this.#closing !== undefined;
    const end = this.#closing ?? { code, reason: reason.slice(0, 123) };
    this.#signal({ kind: 'close', ...this.#stamp(), ...end, ours });
    this.#open = false;
    this.#killer?.cancel();
    this.#markClosed();
  }

  #signal(signal: LinkSignal): void {
    if (this.#open) this.#listener(signal);
  }

  #stamp(): { at: number; wall: string } {
    return { at: this.#clock.now(), wall: this.#clock.wall().toISOString() };
  }
}

// The codes that ws itself closes with after a protocol error of the other end (RFC 6455 7.4.1).
function closeReason(code: string): { code: number; reason: string } | undefined {
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return { code: 1009, reason: 'message too large' };
  if (code === 'WS_ERR_INVALID_UTF8') return { code: 1007, reason: 'invalid UTF-8' };
  if (code.startsWith('WS_ERR_')) return { code: 1002, reason: 'protocol error' };
  return undefined;
}
