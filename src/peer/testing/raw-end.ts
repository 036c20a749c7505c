import { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import type { Clock } from '../../clock/clock.ts';
import type { JsonValue } from '../../ocppj/types.ts';
import type { ConnectionEvent, FrameEvent, Peer, TextEvent, WireEvent } from '../types.ts';
import { AwaitedList } from './awaited-list.ts';
import { parseJson } from '../../ocppj/json.ts';

/** The other end of a connection in tests: it sends what it is told, and answers nothing by itself. */
export class RawEnd {
  readonly socket: WebSocket;
  readonly texts: AwaitedList<string>;
  readonly closed: AwaitedList<{ code: number; reason: string }>;
  readonly errors: string[] = [];

  constructor(socket: WebSocket, clock: Clock) {
    this.socket = socket;
    this.texts = new AwaitedList(clock);
    this.closed = new AwaitedList(clock);
    socket.on('message', (data) => this.texts.add(String(data)));
    socket.on('close', (code, reason) => this.closed.add({ code, reason: reason.toString() }));
    socket.on('error', (error) => this.errors.push(error.message));
  }

  /** Connects as a station; resolves when the socket is open, rejects with the handshake's failure. */
  static async connect(url: string, clock: Clock, subprotocols = ['ocpp1.6'], options: ClientOptions = {}): Promise<RawEnd> {
    const socket = new WebSocket(url, subprotocols, options);
    const end = new RawEnd(socket, clock);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return end;
  }

  /** Sends JSON, or a text as it is. */
  send(message: JsonValue): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The TCP socket, which the types of ws hide: only there a frame can be broken or two be joined. */
  get tcp(): Socket {
    const tcp: unknown = Reflect.get(this.socket, '_socket');
    if (!(tcp instanceof Socket)) throw new Error('there is no TCP socket');
    return tcp;
  }

  /** Sends several texts in one TCP write. */
  together(texts: string[]): void {
    this.tcp.cork();
    for (const text of texts) this.socket.send(text);
    this.tcp.uncork();
  }

  /** The next message that came, as JSON. */
  async receive(what = 'a message'): Promise<unknown[]> {
    const value = parseJson(await this.texts.next(what));
    if (!Array.isArray(value)) throw new Error(`${what} is no array`);
    return value;
  }
}

/** Collects the events of a peer. */
export function watch(peer: Pick<Peer, 'onEvent'>, clock: Clock): AwaitedList<WireEvent> {
  const list = new AwaitedList<WireEvent>(clock);
  peer.onEvent((event) => list.add(event));
  return list;
}

/** The next frame event of this direction and action or kind. */
export async function nextFrame(list: AwaitedList<WireEvent>, direction: 'in' | 'out', what: string): Promise<FrameEvent> {
  const event = await list.next(`${direction} ${what}`, (item) =>
    item.type === 'frame' && item.direction === direction && (item.action === what || item.frame.kind === what));
  if (event.type !== 'frame') throw new Error('unreachable');
  return event;
}

/** The next text event. */
export async function nextText(list: AwaitedList<WireEvent>): Promise<TextEvent> {
  const event = await list.next('a text', (item) => item.type === 'text');
  if (event.type !== 'text') throw new Error('unreachable');
  return event;
}

/** The next connection event of this name. */
export async function nextConnection(list: AwaitedList<WireEvent>, name: ConnectionEvent['event']): Promise<ConnectionEvent> {
  const event = await list.next(name, (item) => item.type === 'connection' && item.event === name);
  if (event.type !== 'connection') throw new Error('unreachable');
  return event;
}
