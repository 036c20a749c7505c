import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions as TlsOptions } from 'node:https';
import { Socket, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Clock } from '../clock/clock.ts';
import { judgeAuthorization } from './basic-auth.ts';
import type { Authorization } from './basic-auth.ts';
import { compressionSettings } from './compression.ts';
import { readIdentity, showPath } from './identity.ts';

/** How an endpoint looks to a station that is to be offline. */
export type Outage = 'close' | 'refuse' | 'blackhole';

/** What an endpoint tells about an attempt to connect. */
export interface Attempt {
  /** The identity, or what can be shown of it where it is none. */
  station: string;
  at: number;
  wall: string;
  path: string;
  subprotocols: string[];
  authorization: Authorization;
  /** Set when the attempt fails: the HTTP status (0: none was sent) and why. */
  refusal?: { status: number; reason: string };
  /** Whether the endpoint was told to be offline, so that the refusal says nothing of the station. */
  outage: boolean;
}

/** Whoever owns the endpoint. */
export interface StationDesk {
  /** Whether this identity is expected here; others get 404 (1.6-J 3.2, Part 4 3.2). */
  knows(station: string): boolean;
  /** The Basic auth password of a station; undefined when none is asked for. */
  password(station: string): string | undefined;
  outage(station: string): Outage | undefined;
  /** Called once per upgrade request, whether or not it succeeds; returns the number of the connection, 0 for none. */
  attempted(attempt: Attempt): number;
  /** The socket is open; `agreed` is false when no subprotocol was common and it has to be closed at once. */
  opened(station: string, socket: WebSocket, agreed: boolean, connection: number): void;
  /** Something failed before any request, so the station is unknown. */
  failed(kind: 'tls' | 'server', message: string): void;
}

export interface StationServerOptions {
  /** Such as `ws://127.0.0.1:9000/ocpp`; port 0 takes a free one. */
  url: string;
  clock: Clock;
  subprotocol: string;
  desk: StationDesk;
  /** Largest message in bytes; default 1 MiB. */
  maxPayload?: number;
  /** Compression is required of a CSMS in 2.x (Part 4, 3.3). */
  compression?: boolean;
  /** For `wss`. */
  tls?: TlsOptions;
}

/** A listening endpoint that serves many stations on one port. */
export interface StationServer {
  /** The URL with the real port, without a trailing slash. */
  readonly url: string;
  /** Ends what a blackhole swallowed for this station (undefined: for all), so that it tries again. */
  releaseSwallowed(station?: string): void;
  /** Stops listening and destroys every socket. */
  close(): Promise<void>;
}

/**
 * Listens for stations. Several identities share the port, so a station that is to find the endpoint
 * closed is told apart only by its upgrade request: its TCP connection is reset then.
 */
export async function listenForStations(options: StationServerOptions): Promise<StationServer> {
  const url = new URL(options.url);
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    throw new Error(`cannot listen on ${options.url}: the URL has to begin with ws:// or wss://`);
  }
  const server = url.protocol === 'wss:' ? createTlsServer(options.tls ?? {}) : createServer();
  const door = new Door(server, url, options);
  await listen(server, url);
  return door;
}

class Door implements StationServer {
  readonly #server: Server;
  readonly #url: URL;
  readonly #options: StationServerOptions;
  readonly #upgrader: WebSocketServer;
  readonly #sockets = new Set<Socket>();
  readonly #swallowed = new Map<Duplex, string>();

  constructor(server: Server, url: URL, options: StationServerOptions) {
    this.#server = server;
    this.#url = url;
    this.#options = options;
    const settings = {
      noServer: true,
      clientTracking: false,
      autoPong: false,
      maxPayload: options.maxPayload ?? 1024 * 1024,
      perMessageDeflate: compressionSettings(options.compression === true),
      handleProtocols: (offered: Set<string>): string | false => (offered.has(options.subprotocol) ? options.subprotocol : false),
      // A station that never ends TCP after its close frame must not hold the connection.
      closeTimeout: 1000,
    };
    this.#upgrader = new WebSocketServer(settings);
    server.on('connection', (socket) => this.#track(socket));
    server.on('request', (_request, response) => response.writeHead(426, { connection: 'close' }).end('WebSocket only\n'));
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    server.on('tlsClientError', (error: Error) => options.desk.failed('tls', error.message.slice(0, 200)));
    server.on('error', (error) => options.desk.failed('server', error.message.slice(0, 200)));
    this.#upgrader.on('wsClientError', (error, socket, request) => {
      const reading = readIdentity(request.url ?? '', this.#url.pathname);
      const station = 'identity' in reading ? reading.identity : reading.shown;
      this.#refuse(this.#describe(request, station, 'none'), socket, 400, error.message);
    });
  }

  get url(): string {
    const address = this.#server.address();
    const port = isAddress(address) ? address.port : this.#url.port;
    return `${this.#url.protocol}//${this.#url.hostname}:${port}${this.#url.pathname.replace(/\/+$/, '')}`;
  }

  releaseSwallowed(station?: string): void {
    for (const [socket, owner] of this.#swallowed) {
      if (station !== undefined && owner !== station) continue;
      this.#swallowed.delete(socket);
      reset(socket);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    this.#upgrader.close();
    await closed;
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    // A reset by the other end would otherwise be an unhandled error before the upgrade.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { desk } = this.#options;
    const reading = readIdentity(request.url ?? '', this.#url.pathname);
    if (!('identity' in reading)) {
      this.#refuse(this.#describe(request, reading.shown, 'none'), socket, 404, reading.reason);
      return;
    }
    const station = reading.identity;
    const password = desk.password(station);
    const authorization = judgeAuthorization(request.headers.authorization, station, password);
    const attempt = this.#describe(request, station, authorization);
    const outage = desk.knows(station) ? desk.outage(station) : undefined;
    if (outage !== undefined) this.#fake(outage, { ...attempt, outage: true }, socket);
    else if (!desk.knows(station)) this.#refuse(attempt, socket, 404, 'the station identity is not expected here');
    else if (password !== undefined && authorization !== 'valid') this.#refuse(attempt, socket, 401, 'Basic authentication failed');
    else this.#admit(attempt, request, socket, head);
  }

  #admit(attempt: Attempt, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      const agreed = webSocket.protocol === this.#options.subprotocol;
      const reason = `none of the offered subprotocols is ${this.#options.subprotocol}`;
      const { desk } = this.#options;
      const connection = desk.attempted(agreed ? attempt : { ...attempt, refusal: { status: 101, reason } });
      desk.opened(attempt.station, webSocket, agreed, connection);
    });
  }

  #fake(outage: Outage, attempt: Attempt, socket: Duplex): void {
    if (outage === 'refuse') {
      this.#refuse(attempt, socket, 503, 'offline: refuse');
      return;
    }
    this.#options.desk.attempted({ ...attempt, refusal: { status: 0, reason: `offline: ${outage}` } });
    if (outage === 'close') {
      reset(socket);
      return;
    }
    this.#swallowed.set(socket, attempt.station);
    socket.on('close', () => this.#swallowed.delete(socket));
    socket.resume();
  }

  #refuse(attempt: Attempt, socket: Duplex, status: 400 | 401 | 404 | 503, reason: string): void {
    this.#options.desk.attempted({ ...attempt, refusal: { status, reason } });
    const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="ocpp", charset="UTF-8"\r\n' : '';
    const text = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found', 503: 'Service Unavailable' }[status];
    socket.end(`HTTP/1.1 ${status} ${text}\r\n${challenge}Connection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.once('finish', () => socket.destroy());
  }

  #describe(request: IncomingMessage, station: string, authorization: Authorization): Attempt {
    const { clock } = this.#options;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').slice(0, 512).split(',').map((name) => name.trim());
    return {
      station, authorization, outage: false,
      at: clock.now(), wall: clock.wall().toISOString(),
      path: showPath(request.url ?? ''),
      subprotocols: offered.filter((name) => name !== ''),
    };
  }
}

async function listen(server: Server, url: URL): Promise<void> {
  const port = url.port === '' ? (url.protocol === 'wss:' ? 443 : 80) : Number(url.port);
  await new Promise<void>((resolve, reject) => {
    // The system's code and address stay, so that a reader can be told what to do about them.
    const fail = (error: Error): void => reject(Object.assign(new Error(`cannot listen on ${url.href}: ${error.message}`, { cause: error }), { ...error }));
    server.once('error', fail);
    server.listen(port, url.hostname.replace(/^\[|\]$/g, ''), () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function reset(socket: Duplex): void {
  if (socket instanceof Socket) socket.resetAndDestroy();
  else socket.destroy();
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
