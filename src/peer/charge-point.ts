import type { Clock } from '../clock/clock.ts';
import type { OcppVersion } from '../ocppj/types.ts';
import { loadValidators } from '../schemas/validators.ts';
import type { Validators } from '../schemas/validators.ts';
import { ConnectFailure, connectionUrl, connectStation } from '../transport/client.ts';
import type { ClientTls } from '../transport/client.ts';
import { LivePeer } from './live-peer.ts';
import type { Role } from './role.ts';
import { createRunCounters } from './run-counters.ts';
import type { RunCounters } from './run-counters.ts';
import { stationActions16 } from './station-actions-1.6.ts';
import { stationActions201 } from './station-actions-2.0.1.ts';
import { stationActions21 } from './station-actions-2.1.ts';
import { Configuration16 } from './station-configuration-1.6.ts';
import { StationRole } from './station-role.ts';
import { StationState } from './station-state.ts';
import { Variables2 } from './station-variables-2.x.ts';
import { subprotocolOf } from './subprotocols.ts';
import type { ConnectOptions, OfflineMode, Peer } from './types.ts';

export interface StationPeerOptions {
  version: OcppVersion;
  /** The CSMS endpoint, without the identity. */
  url: string;
  station: string;
  clock: Clock;
  /** Basic auth password; none is sent without it. */
  password?: string;
  /** Connectors (1.6) or EVSEs with one connector each (2.x). */
  connectors: number;
  /** Clock milliseconds to wait for an answer, and for a connection. */
  messageTimeoutMs: number;
  vendor?: string;
  model?: string;
  /** For `wss`. */
  tls?: ClientTls;
  /** Largest message in bytes; default 1 MiB. */
  maxPayload?: number;
  counters?: RunCounters;
}

/** Makes a station that has yet to be connected with `connect`. Rejects when the URL is no WebSocket URL. */
export async function createStationPeer(options: StationPeerOptions): Promise<Peer> {
  const { protocol } = new URL(options.url);
  if (protocol !== 'ws:' && protocol !== 'wss:') throw new Error(`cannot connect to ${options.url}: the URL has to begin with ws:// or wss://`);
  return new StationPeer(options, await loadValidators(options.version));
}

class StationPeer extends LivePeer {
  readonly #options: StationPeerOptions;
  readonly #state: StationState;
  readonly #counters: RunCounters;

  constructor(options: StationPeerOptions, validators: Validators) {
    const state = new StationState({
      ...options, vendor: options.vendor ?? 'plugproof', model: options.model ?? 'plugproof-station',
    });
    super({ ...options, side: 'station', validators, role: makeRole(state) });
    this.#options = options;
    this.#state = state;
    this.#counters = options.counters ?? createRunCounters(options.station);
  }

  /** The connection is dropped and not restored; the modes do not differ on this side. */
  async offline(mode: OfflineMode): Promise<void> {
    this.connection.terminate(`offline: ${mode}`);
    await Promise.resolve();
  }

  online(): Promise<void> {
    return this.connect();
  }

  async connect(timeoutMs = this.messageTimeoutMs, deviations: ConnectOptions = {}): Promise<void> {
    if (this.connected && Object.keys(deviations).length === 0) return;
    const release = deviations.abandon === true ? this.connection.freeze('abandoned for a newer connection') : undefined;
    if (release === undefined) await this.connection.close(1000);
    const connection = this.#counters.connection();
    const { url, clock, tls, maxPayload } = this.#options;
    const identity = deviations.identity ?? this.station;
    const password = deviations.password === undefined ? this.#state.password : deviations.password;
    const subprotocols = deviations.subprotocols ?? [subprotocolOf(this.version)];
    const { pathname } = new URL(connectionUrl(url, identity));
    try {
      await connectStation({
        url, identity, subprotocols, clock, timeoutMs, tls, maxPayload,
        password: password ?? undefined, compression: this.version !== '1.6',
        opened: (socket) => this.connection.open(socket, connection, { path: pathname, subprotocol: socket.protocol }),
      });
    } catch (error) {
      if (!(error instanceof ConnectFailure)) throw error;
      this.feed.connection('Refused', 0, { path: pathname, status: error.status, reason: error.message, subprotocols }, false);
      throw error;
    } finally {
      release?.();
    }
  }

  async close(): Promise<void> {
    this.connection.dispose();
    await Promise.resolve();
  }
}

/** The role of a station in this state, in the version of the state. */
export function makeRole(state: StationState): Role {
  if (state.version === '1.6') {
    const configuration = new Configuration16(state.connectors, state.password !== undefined);
    const station = { state, configuration };
    return new StationRole(station, stationActions16, (interval) => configuration.put('HeartbeatInterval', `${interval}`));
  }
  const variables = new Variables2(state);
  const actions = state.version === '2.1' ? stationActions21 : stationActions201;
  return new StationRole({ state, variables }, actions, (interval) => variables.put('OCPPCommCtrlr', 'HeartbeatInterval', `${interval}`));
}
