import type { WebSocket } from 'ws';
import type { Clock } from '../clock/clock.ts';
import type { OcppVersion } from '../ocppj/types.ts';
import type { Validators } from '../schemas/validators.ts';
import { CsmsRole } from './csms-role.ts';
import type { EventFeed } from './event-feed.ts';
import { LivePeer } from './live-peer.ts';
import type { RunCounters } from './run-counters.ts';
import type { OfflineMode } from './types.ts';

export interface CsmsPeerOptions {
  version: OcppVersion;
  station: string;
  clock: Clock;
  validators: Validators;
  messageTimeoutMs: number;
  password?: string;
  heartbeatIntervalS: number;
  counters: RunCounters;
  /** Ends what a blackhole swallowed for this station. */
  release(): void;
}

/** The CSMS towards one station: it waits for the station to connect. */
export class CsmsPeer extends LivePeer {
  readonly #release: () => void;
  #outage: OfflineMode | undefined;
  #frozen: (() => void) | undefined;
  #password: string | undefined;

  constructor(options: CsmsPeerOptions) {
    const role = new CsmsRole(options.version, {
      now: () => options.clock.wall().toISOString(),
      heartbeatIntervalS: options.heartbeatIntervalS,
      nextTransactionId: () => options.counters.transaction(),
      passwordChanged: (password) => {
        if (this.#password !== undefined) this.#password = password;
      },
    });
    super({ ...options, side: 'csms', role });
    this.#release = options.release;
    this.#password = options.password;
  }

  /** Where the endpoint reports attempts to connect. */
  get events(): EventFeed {
    return this.feed;
  }

  /** The Basic auth password that the station has to use now; follows accepted changes (A01.FR.03). */
  get password(): string | undefined {
    return this.#password;
  }

  get outage(): OfflineMode | undefined {
    return this.#outage;
  }

  /** The station's socket is open. */
  opened(socket: WebSocket, connection: number): void {
    this.connection.open(socket, connection, { subprotocol: socket.protocol });
  }

  async offline(mode: OfflineMode): Promise<void> {
    this.#outage = mode;
    const reason = `offline: ${mode}`;
    if (mode === 'blackhole') this.#frozen = this.connection.freeze(reason) ?? this.#frozen;
    else this.connection.terminate(reason);
    await Promise.resolve();
  }

  /** What a blackhole swallowed is ended, so that the station notices and connects anew. */
  async online(): Promise<void> {
    this.#outage = undefined;
    this.#thaw();
    await Promise.resolve();
  }

  connect(timeoutMs = this.messageTimeoutMs): Promise<void> {
    return this.connection.opened(timeoutMs);
  }

  async close(): Promise<void> {
    this.connection.dispose();
    this.#thaw();
    await Promise.resolve();
  }

  #thaw(): void {
    this.#frozen?.();
    this.#frozen = undefined;
    this.#release();
  }
}
