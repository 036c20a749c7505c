import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import type { Clock } from '../clock/clock.ts';
import { basicAuthorization } from './basic-auth.ts';
import { compressionSettings } from './compression.ts';

/** Certificates in PEM, as read from the files that the plan names. */
export interface ClientTls {
  ca?: string | Buffer;
  cert?: string | Buffer;
  key?: string | Buffer;
}

export interface StationClientOptions {
  /** The CSMS endpoint without the identity. */
  url: string;
  identity: string;
  subprotocols: string[];
  password?: string;
  tls?: ClientTls;
  clock: Clock;
  /** Clock milliseconds for TCP, TLS and the handshake together. */
  timeoutMs: number;
  /** Largest message in bytes; default 1 MiB. */
  maxPayload?: number;
  compression?: boolean;
  /** Called in the moment in which the socket opens, so that no message is missed. */
  opened(socket: WebSocket): void;
}

/** A connection that did not come about; `status` is the HTTP status, 0 where none came. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The connection URL of a station: the endpoint's URL, a slash and the percent-encoded identity (1.6-J 3.1.1). */
export function connectionUrl(endpoint: string, identity: string): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${encodeURIComponent(identity)}`;
  return url.href;
}

/** Connects as a station; hands the open socket to `opened`, throws `ConnectFailure`. */
export async function connectStation(options: StationClientOptions): Promise<void> {
  const socket = new WebSocket(connectionUrl(options.url, options.identity), options.subprotocols, settings(options));
  await new Promise<void>((resolve, reject) => {
    let failure: ConnectFailure | undefined;
    const timer = options.clock.after(options.timeoutMs, () => {
      failure ??= new ConnectFailure(0, `no WebSocket handshake within ${Math.round(options.timeoutMs)} ms`);
      socket.terminate();
    });
    const fail = (error: Error): void => {
      timer.cancel();
      reject(failure ?? new ConnectFailure(0, error.message));
    };
    socket.on('error', fail);
    socket.once('unexpected-response', (request: ClientRequest, response: IncomingMessage) => {
      const status = response.statusCode ?? 0;
      failure = new ConnectFailure(status, `the CSMS answered the handshake with HTTP ${status}`);
      request.destroy();
      fail(failure);
    });
    socket.once('open', () => {
      timer.cancel();
      options.opened(socket);
      socket.off('error', fail);
      resolve();
    });
  });
}

function settings(options: StationClientOptions): ClientOptions {
  const { password, tls } = options;
  return {
    maxPayload: options.maxPayload ?? 1024 * 1024,
    perMessageDeflate: compressionSettings(options.compression === true),
    followRedirects: false,
    autoPong: false,
    ...(password === undefined ? {} : { headers: { authorization: basicAuthorization(options.identity, password) } }),
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
  };
}
