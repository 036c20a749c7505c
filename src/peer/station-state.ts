import type { Clock } from '../clock/clock.ts';
import type { OcppVersion, Payload } from '../ocppj/types.ts';
import { DeviceTracker } from './device-model.ts';
import type { FollowUp } from './role.ts';

// A CSMS that reserves or installs without end must not fill the memory.
const maxEntries = 1000;

export interface Reservation {
  connector: number;
  token: string;
  /** Wall-clock ms. */
  expires: number;
}

export interface StationStateOptions {
  version: OcppVersion;
  clock: Clock;
  /** Connectors (1.6) or EVSEs with one connector each (2.x), numbered from 1. */
  connectors: number;
  password?: string;
  vendor: string;
  model: string;
}

/** What the station that we play knows of itself, apart from its configuration. */
export class StationState {
  readonly version: OcppVersion;
  readonly connectors: number;
  readonly vendor: string;
  readonly modelName: string;
  readonly tracker: DeviceTracker;
  readonly reservations = new Map<number, Reservation>();
  /** Installed charging profiles by id, each with the connector or EVSE that it is for. */
  readonly profiles = new Map<number, { connector: number; profile: Payload }>();
  readonly localList = new Set<string>();
  /** Last known register of each connector in Wh, from what we sent ourselves. */
  readonly meters = new Map<number, number>();
  listVersion = 0;
  password: string | undefined;
  readonly #clock: Clock;

  constructor(options: StationStateOptions) {
    this.version = options.version;
    this.connectors = options.connectors;
    this.vendor = options.vendor;
    this.modelName = options.model;
    this.password = options.password;
    this.tracker = new DeviceTracker(options.version);
    this.#clock = options.clock;
  }

  /** This instant as an ISO date-time. */
  now(): string {
    return this.#clock.wall().toISOString();
  }

  /** Whether the number is one of a connector (1.6) or EVSE (2.x). */
  has(connector: number): boolean {
    return Number.isInteger(connector) && connector >= 1 && connector <= this.connectors;
  }

  /** All connector or EVSE numbers. */
  get numbers(): number[] {
    return Array.from({ length: this.connectors }, (_, index) => index + 1);
  }

  /** The status that the station reported last; `Available` before it reported any. */
  status(connector: number): string {
    const key = this.version === '1.6' || connector === 0 ? `${connector}` : `${connector}.1`;
    return this.tracker.model.statuses[key] ?? 'Available';
  }

  /** The id of the transaction that runs on a connector. */
  transactionOn(connector: number): string | undefined {
    return Object.entries(this.tracker.model.transactions).find(([, transaction]) => transaction.connector === connector)?.[0];
  }

  isInoperative(connector: number): boolean {
    const { inoperative } = this.tracker.model;
    return inoperative.includes(connector) || inoperative.includes(0);
  }

  /** The reservation that holds a connector now. */
  reservationOn(connector: number): Reservation | undefined {
    const now = this.#clock.wall().getTime();
    return [...this.reservations.values()].find((held) => held.connector === connector && held.expires > now);
  }

  /** Whether this token could start a transaction on a connector now. */
  isFree(connector: number, token: string): boolean {
    const reservation = this.reservationOn(connector);
    return (
      !['Unavailable', 'Faulted'].includes(this.status(connector)) &&
      !this.isInoperative(connector) &&
      this.transactionOn(connector) === undefined &&
      (reservation === undefined || reservation.token === token)
    );
  }

  /** How a connector answers ReserveNow, in the words that 1.6 and 2.x share. */
  reservability(connector: number, reservationId: number): 'Accepted' | 'Faulted' | 'Occupied' | 'Unavailable' {
    const status = this.status(connector);
    if (status === 'Faulted') return 'Faulted';
    if (status === 'Unavailable' || this.isInoperative(connector)) return 'Unavailable';
    const own = this.reservations.get(reservationId)?.connector === connector;
    return (status === 'Available' && this.reservationOn(connector) === undefined) || own ? 'Accepted' : 'Occupied';
  }

  reserve(id: number, reservation: Reservation): void {
    if (this.reservations.size < maxEntries || this.reservations.has(id)) this.reservations.set(id, reservation);
  }

  install(id: number, connector: number, profile: Payload): void {
    if (this.profiles.size < maxEntries || this.profiles.has(id)) this.profiles.set(id, { connector, profile });
  }
}

/** How the station deals with one action of the CSMS. */
export interface StationAction<State> {
  /** The truthful answer; changes nothing. */
  answer(request: Payload, state: State): Payload;
  /** Makes the state agree with the answer that went out, which a testcase may have decided. */
  apply?(request: Payload, response: Payload, state: State): void;
  /** What the station sends because it answered like this of its own accord. */
  follow?(request: Payload, response: Payload, state: State): FollowUp[];
}

/** The actions of the CSMS that a station deals with. */
export type StationActions<State> = Readonly<Record<string, StationAction<State>>>;
