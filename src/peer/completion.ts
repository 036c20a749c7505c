import type { JsonValue, OcppVersion, Payload } from '../ocppj/types.ts';
import { isPayload, numberAt, objectAt, overlay, textAt } from './payload.ts';

export interface StationIdentity {
  vendor: string;
  model: string;
}

type Filler = (payload: Payload, now: string) => Payload;

// Transactions whose sequence is remembered; the oldest go first.
const maxTransactions = 1000;

/** Fills in what testcases never repeat in the CALLs of a station, only where it is absent. */
export class Completion {
  readonly #version: OcppVersion;
  readonly #fillers: Readonly<Record<string, Filler>>;
  readonly #sequence = new Map<string, number>();

  constructor(version: OcppVersion, identity: StationIdentity) {
    this.#version = version;
    this.#fillers = version === '1.6' ? fillers16(identity) : { ...fillers2(identity), TransactionEvent: (payload, now) => this.#transactionEvent(payload, now) };
  }

  /** The completed payload; `now` is an ISO date-time. Changes nothing that a later call would see. */
  complete(action: string, payload: Payload, now: string): Payload {
    return Object.hasOwn(this.#fillers, action) ? this.#fillers[action]?.(payload, now) ?? payload : { ...payload };
  }

  /** Takes note of a TransactionEvent that was sent, so that seqNo goes on from it (2.x E01). */
  sent(action: string, payload: Payload): void {
    const id = textAt(objectAt(payload, 'transactionInfo'), 'transactionId');
    const seqNo = numberAt(payload, 'seqNo');
    if (this.#version === '1.6' || action !== 'TransactionEvent' || id === undefined || seqNo === undefined) return;
    const next = Math.max(this.#sequence.get(id) ?? 0, seqNo + 1);
    this.#sequence.delete(id);
    this.#sequence.set(id, next);
    const oldest = this.#sequence.keys().next();
    if (this.#sequence.size > maxTransactions && oldest.done !== true) this.#sequence.delete(oldest.value);
  }

  #transactionEvent(payload: Payload, now: string): Payload {
    const id = textAt(objectAt(payload, 'transactionInfo'), 'transactionId') ?? '';
    return overlay({ timestamp: now, seqNo: this.#sequence.get(id) ?? 0 }, stampItems(payload, 'meterValue', now));
  }
}

function fillers16({ vendor, model }: StationIdentity): Record<string, Filler> {
  return {
    BootNotification: (payload) => overlay({ chargePointVendor: vendor, chargePointModel: model }, payload),
    MeterValues: (payload, now) => stampItems(payload, 'meterValue', now),
    SecurityEventNotification: (payload, now) => overlay({ timestamp: now }, payload),
    StartTransaction: (payload, now) => overlay({ timestamp: now }, payload),
    StatusNotification: (payload) => overlay({ errorCode: 'NoError' }, payload),
    StopTransaction: (payload, now) => overlay({ timestamp: now }, stampItems(payload, 'transactionData', now)),
  };
}

function fillers2({ vendor, model }: StationIdentity): Record<string, Filler> {
  const report: Filler = (payload, now) => overlay({ generatedAt: now, seqNo: 0 }, payload);
  return {
    BootNotification: (payload) => overlay({ reason: 'PowerUp', chargingStation: { vendorName: vendor, model } }, payload),
    MeterValues: (payload, now) => stampItems(payload, 'meterValue', now),
    NotifyCustomerInformation: report,
    NotifyEvent: (payload, now) => report(stampItems(payload, 'eventData', now), now),
    NotifyMonitoringReport: report,
    NotifyReport: report,
    SecurityEventNotification: (payload, now) => overlay({ timestamp: now }, payload),
    StatusNotification: (payload, now) => overlay({ timestamp: now }, payload),
  };
}

function stampItems(payload: Payload, key: string, now: string): Payload {
  const items = payload[key];
  if (!Array.isArray(items)) return { ...payload };
  const stamp = (item: JsonValue): JsonValue => (isPayload(item) ? overlay({ timestamp: now }, item) : item);
  return { ...payload, [key]: items.map(stamp) };
}
