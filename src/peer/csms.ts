import type { ServerOptions as TlsOptions } from 'node:https';
import type { WebSocket } from 'ws';
import type { Clock } from '../clock/clock.ts';
import type { OcppVersion } from '../ocppj/types.ts';
import { loadValidators } from '../schemas/validators.ts';
import type { Validators } from '../schemas/validators.ts';
import { isIdentity } from '../transport/identity.ts';
import { Link } from '../transport/link.ts';
import { listenForStations } from '../transport/server.ts';
import type { Attempt, Outage, StationDesk, StationServer } from '../transport/server.ts';
import { CsmsPeer } from './csms-peer.ts';
import { EventFeed } from './event-feed.ts';
import { createRunCounters } from './run-counters.ts';
import type { RunCounters } from './run-counters.ts';
import { subprotocolOf } from './subprotocols.ts';
import type { OfflineMode, Peer, WireEvent } from './types.ts';

export interface CsmsEndpointOptions {
  version: OcppVersion;
  /** Such as `ws://127.0.0.1:9000/ocpp`; port 0 takes a free one. */
  url: string;
  clock: Clock;
  /** The identities that are expected; others are refused with 404. */
  stations: string[];
  /** Basic auth password of every station; without it none is asked for. */
  password?: string;
  /** Clock milliseconds to wait for an answer. */
  messageTimeoutMs: number;
  /** Seconds in the background answer to BootNotification; default 300. */
  heartbeatIntervalS?: number;
  /** The URL that devices are given; default: the one that is listened on. */
  advertise?: string;
  /** For `wss`. */
  tls?: TlsOptions;
  /** Largest message in bytes; default 1 MiB. */
  maxPayload?: number;
  /** Shared by the endpoints of a run, so that connection numbers and transaction ids stay unique. */
  counters?: RunCounters;
}

/** A listening CSMS with one peer per station identity. */
export interface CsmsEndpoint {
  /** The URL with the real port, without a trailing slash or identity. */
  readonly url: string;
  /** The URL to give to devices. */
  readonly advertised: string;
  /** The peer towards a station; throws for an identity that the endpoint was not made for. */
  peer(station: string): Peer;
  /** Events of no expected station: refused identities, TLS failures. Returns what unsubscribes. */
  onStray(listener: (event: WireEvent) => void): () => void;
  /** Takes the whole endpoint away, for every station. */
  offline(mode: OfflineMode): Promise<void>;
  online(): Promise<void>;
  close(): Promise<void>;
}

/** Listens as a CSMS. Rejects when the URL cannot be listened on or an identity is none. */
export async function createCsmsEndpoint(options: CsmsEndpointOptions): Promise<CsmsEndpoint> {
  const wrong = options.stations.find((station) => !isIdentity(station));
  if (wrong !== undefined) throw new Error(`"${wrong}" is no station identity: use 1 to 48 characters of A-Z a-z 0-9 * + = : | @ . _ -`);
  const endpoint = new Endpoint(options, await loadValidators(options.version));
  await endpoint.listen();
  return endpoint;
}

class Endpoint implements CsmsEndpoint, StationDesk {
  readonly #options: CsmsEndpointOptions;
  readonly #counters: RunCounters;
  readonly #peers = new Map<string, CsmsPeer>();
  readonly #stray: EventFeed;
  #server: StationServer | undefined;

  constructor(options: CsmsEndpointOptions, validators: Validators) {
    this.#options = options;
    this.#counters = options.counters ?? createRunCounters(options.stations.join(' '));
    this.#stray = new EventFeed('', options.clock);
    for (const station of options.stations) {
      const release = (): void => this.#server?.releaseSwallowed(station);
      const { version, clock, messageTimeoutMs, password } = options;
      this.#peers.set(station, new CsmsPeer({
        version, station, clock, validators, messageTimeoutMs, password, release,
        heartbeatIntervalS: options.heartbeatIntervalS ?? 300, counters: this.#counters,
      }));
    }
  }

  get url(): string {
    return this.#server?.url ?? this.#options.url;
  }

  get advertised(): string {
    return this.#options.advertise ?? this.url;
  }

  /** Starts to listen. */
  async listen(): Promise<void> {
    const { version, url, clock, tls, maxPayload } = this.#options;
    this.#server = await listenForStations({
      url, clock, tls, maxPayload, desk: this,
      subprotocol: subprotocolOf(version), compression: version !== '1.6',
    });
  }

  peer(station: string): Peer {
    const peer = this.#peers.get(station);
    if (peer === undefined) throw new Error(`the endpoint does not expect station "${station}", only ${[...this.#peers.keys()].join(', ')}`);
    return peer;
  }

  onStray(listener: (event: WireEvent) => void): () => void {
    return this.#stray.subscribe(listener);
  }

  async offline(mode: OfflineMode): Promise<void> {
    for (const peer of this.#peers.values()) await peer.offline(mode);
  }

  async online(): Promise<void> {
    for (const peer of this.#peers.values()) await peer.online();
  }

  async close(): Promise<void> {
    for (const peer of this.#peers.values()) await peer.close();
    await this.#server?.close();
    this.#stray.close();
  }

  knows(station: string): boolean {
    return this.#peers.has(station);
  }

  password(station: string): string | undefined {
    return this.#peers.get(station)?.password;
  }

  outage(station: string): Outage | undefined {
    return this.#peers.get(station)?.outage;
  }

  attempted(attempt: Attempt): number {
    const { path, subprotocols: offered, authorization, refusal, outage } = attempt;
    const met = refusal === undefined || refusal.status === 101;
    const connection = met ? this.#counters.connection() : 0;
    const feed = this.#peers.get(attempt.station)?.events ?? new ForwardingFeed(attempt.station, this.#options.clock, this.#stray);
    feed.connection('Upgrade', connection, { path, subprotocols: offered, authorization }, false, attempt);
    // A refusal in an outage says nothing of the station; any other is what it brought on itself.
    if (refusal !== undefined) feed.connection('Refused', connection, { ...refusal, offline: outage }, true, attempt);
    return connection;
  }

  opened(station: string, socket: WebSocket, agreed: boolean, connection: number): void {
    const peer = this.#peers.get(station);
    if (agreed && peer !== undefined) {
      peer.opened(socket, connection);
      return;
    }
    // 1.6-J 3.2, Part 4 3.2: complete the handshake without a subprotocol, then close at once.
    const link = new Link(socket, this.#options.clock, (signal) => {
      if (signal.kind !== 'close') return;
      const { code, reason, ours } = signal;
      peer?.events.connection('Close', connection, { code, reason }, ours, signal);
    });
    void link.close(1002, 'no common subprotocol');
  }

  failed(kind: 'tls' | 'server', message: string): void {
    this.#stray.connection(kind === 'tls' ? 'TlsFailure' : 'Error', 0, { message }, kind === 'server');
  }
}

/** Gives stray events the identity that was shown, and hands them to the endpoint's own listeners. */
class ForwardingFeed extends EventFeed {
  constructor(station: string, clock: Clock, target: EventFeed) {
    super(station, clock);
    this.subscribe((event) => target.emit(event));
  }
}
