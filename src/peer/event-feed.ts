import type { Clock } from '../clock/clock.ts';
import type { Payload } from '../ocppj/types.ts';
import type { ConnectionEventName, WireEvent } from './types.ts';

/** The instant at which something happened, as every wire event bears it. */
export interface Stamp {
  at: number;
  wall: string;
}

/** Delivers the wire events of one station to whoever listens, in order. */
export class EventFeed {
  readonly station: string;
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: WireEvent) => void>();

  constructor(station: string, clock: Clock) {
    this.station = station;
    this.#clock = clock;
  }

  /** Subscribes; returns the function that unsubscribes. */
  subscribe(listener: (event: WireEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Hands an event, complete with its problems, to every listener. */
  emit(event: WireEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Emits a connection event; `ours` says whether our side caused it. */
  connection(event: ConnectionEventName, connection: number, detail: Payload, ours: boolean, stamp: Stamp = this.stamp()): void {
    const { at, wall } = stamp;
    this.emit({ type: 'connection', at, wall, station: this.station, connection, event, detail, ours });
  }

  /** This instant. */
  stamp(): Stamp {
    return { at: this.#clock.now(), wall: this.#clock.wall().toISOString() };
  }

  /** Forgets every listener. */
  close(): void {
    this.#listeners.clear();
  }
}
