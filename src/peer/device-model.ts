import { numberAt, objectAt, objectsAt, textAt } from './payload.ts';
import type { OcppVersion, Payload } from '../ocppj/types.ts';
import type { Call, Exchange } from './role.ts';
import type { DeviceModel } from './types.ts';

// A device that invents connectors or transactions must not fill the memory.
const maxEntries = 1000;

/** Reads off the frames what a station is doing; the same for both sides. */
export class DeviceTracker {
  readonly #version: OcppVersion;
  // Keys come from the device, so there must be no prototype to hit.
  readonly #statuses: Record<string, string> = bareRecord();
  readonly #transactions: DeviceModel['transactions'] = bareRecord();
  readonly model: DeviceModel;

  constructor(version: OcppVersion) {
    this.#version = version;
    this.model = { registered: false, statuses: this.#statuses, transactions: this.#transactions, inoperative: [] };
  }

  /** Takes note of a CALL of either side. */
  called(call: Call): void {
    if (call.from !== 'station') return;
    if (call.action === 'BootNotification') this.model.registered = false;
    if (call.action === 'StatusNotification') this.#status(call.request);
    if (call.action === 'StopTransaction') delete this.#transactions[String(numberAt(call.request, 'transactionId'))];
    if (call.action === 'NotifyEvent') this.#availability(call.request);
    if (call.action === 'TransactionEvent') this.#transactionEvent(call);
  }

  /** Takes note of a CALL with its CALLRESULT. */
  exchanged(exchange: Exchange): void {
    const status = textAt(exchange.response, 'status');
    if (exchange.action === 'BootNotification') this.model.registered = status === 'Accepted';
    if (exchange.action === 'StartTransaction') this.#started(exchange);
    if (exchange.action === 'ChangeAvailability' && (status === 'Accepted' || status === 'Scheduled')) this.#changed(exchange.request);
  }

  #status(request: Payload): void {
    const status = textAt(request, this.#version === '1.6' ? 'status' : 'connectorStatus');
    const connector = numberAt(request, 'connectorId');
    if (status === undefined || connector === undefined) return;
    const key = this.#version === '1.6' ? `${connector}` : `${numberAt(request, 'evseId') ?? 0}.${connector}`;
    put(this.#statuses, key, status);
  }

  #availability(request: Payload): void {
    for (const event of objectsAt(request, 'eventData')) {
      const component = objectAt(event, 'component');
      const evse = objectAt(component, 'evse');
      const value = textAt(event, 'actualValue');
      const connector = numberAt(evse, 'connectorId');
      if (textAt(objectAt(event, 'variable'), 'name') !== 'AvailabilityState' || value === undefined) continue;
      if (textAt(component, 'name') === 'Connector' && connector !== undefined) {
        put(this.#statuses, `${numberAt(evse, 'id') ?? 0}.${connector}`, value);
      }
    }
  }

  #transactionEvent({ request, at }: Call): void {
    const id = textAt(objectAt(request, 'transactionInfo'), 'transactionId');
    if (id === undefined) return;
    if (textAt(request, 'eventType') === 'Ended') {
      delete this.#transactions[id];
      return;
    }
    const known = this.#transactions[id];
    const connector = numberAt(objectAt(request, 'evse'), 'id') ?? known?.connector ?? 0;
    const idTag = textAt(objectAt(request, 'idToken'), 'idToken') ?? known?.idTag;
    put(this.#transactions, id, { connector, ...(idTag === undefined ? {} : { idTag }), startedAt: known?.startedAt ?? at });
  }

  #started({ request, response, at }: Exchange): void {
    const id = numberAt(response, 'transactionId');
    const idTag = textAt(request, 'idTag');
    if (id === undefined) return;
    put(this.#transactions, `${id}`, { connector: numberAt(request, 'connectorId') ?? 0, ...(idTag === undefined ? {} : { idTag }), startedAt: at });
  }

  #changed(request: Payload): void {
    const v16 = this.#version === '1.6';
    const connector = v16 ? numberAt(request, 'connectorId') ?? 0 : numberAt(objectAt(request, 'evse'), 'id') ?? 0;
    const operative = textAt(request, v16 ? 'type' : 'operationalStatus') === 'Operative';
    // Connector 0 made Operative does not revive connectors that were changed one by one (1.6 5.2).
    const others = this.model.inoperative.filter((other) => other !== connector);
    this.model.inoperative = operative ? others : [...others, connector].slice(-maxEntries);
  }
}

function put<T>(record: Record<string, T>, key: string, value: T): void {
  if (key in record || Object.keys(record).length < maxEntries) record[key] = value;
}

/** An empty record without a prototype. */
function bareRecord<T>(): Record<string, T> {
  const record: Record<string, T> = {};
  Object.setPrototypeOf(record, null);
  return record;
}
