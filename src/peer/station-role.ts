import type { Payload } from '../ocppj/types.ts';
import { Completion } from './completion.ts';
import { numberAt, objectAt, objectsAt, textAt } from './payload.ts';
import type { Call, Exchange, FollowUp, Role } from './role.ts';
import type { StationActions, StationState } from './station-state.ts';
import type { DeviceModel } from './types.ts';

/** Plays a station towards a CSMS out of its own state; `State` is that of its version. */
export class StationRole<State extends { state: StationState }> implements Role {
  readonly #station: State;
  readonly #actions: StationActions<State>;
  readonly #completion: Completion;
  readonly #accepted: (interval: number) => void;

  /** `accepted` is told the interval in seconds of a BootNotification that the CSMS accepted. */
  constructor(station: State, actions: StationActions<State>, accepted: (interval: number) => void) {
    const { version, vendor, modelName } = station.state;
    this.#station = station;
    this.#actions = actions;
    this.#accepted = accepted;
    this.#completion = new Completion(version, { vendor, model: modelName });
  }

  get model(): DeviceModel {
    return this.#station.state.tracker.model;
  }

  answer(action: string, request: Payload): Payload | undefined {
    return Object.hasOwn(this.#actions, action) ? this.#actions[action]?.answer(request, this.#station) : undefined;
  }

  complete(action: string, payload: Payload): Payload {
    return this.#completion.complete(action, payload, this.#station.state.now());
  }

  called(call: Call): void {
    const { state } = this.#station;
    // The connector of a 1.6 transaction is known only until it stops.
    if (call.from === 'station') readMeters(call, state);
    state.tracker.called(call);
    if (call.from === 'station') this.#completion.sent(call.action, call.request);
  }

  exchanged(exchange: Exchange): FollowUp[] {
    const { action, request, response } = exchange;
    this.#station.state.tracker.exchanged(exchange);
    if (exchange.from === 'station') {
      const interval = numberAt(response, 'interval') ?? 0;
      if (action === 'BootNotification' && textAt(response, 'status') === 'Accepted' && interval > 0) this.#accepted(interval);
      return [];
    }
    const own = Object.hasOwn(this.#actions, action) ? this.#actions[action] : undefined;
    own?.apply?.(request, response, this.#station);
    return exchange.background ? own?.follow?.(request, response, this.#station) ?? [] : [];
  }
}

function readMeters({ action, request }: Call, state: StationState): void {
  const register = registerOf(request);
  if (action === 'StartTransaction') set(state, numberAt(request, 'connectorId'), numberAt(request, 'meterStart'));
  if (action === 'StopTransaction') {
    const transaction = state.tracker.model.transactions[String(numberAt(request, 'transactionId'))];
    set(state, transaction?.connector, numberAt(request, 'meterStop'));
  }
  if (action === 'MeterValues') set(state, numberAt(request, state.version === '1.6' ? 'connectorId' : 'evseId'), register);
  if (action === 'TransactionEvent') {
    const id = textAt(objectAt(request, 'transactionInfo'), 'transactionId') ?? '';
    set(state, numberAt(objectAt(request, 'evse'), 'id') ?? state.tracker.model.transactions[id]?.connector, register);
  }
}

function registerOf(request: Payload): number | undefined {
  const samples = objectsAt(request, 'meterValue').flatMap((meterValue) => objectsAt(meterValue, 'sampledValue'));
  const register = samples.filter((sample) => (textAt(sample, 'measurand') ?? 'Energy.Active.Import.Register') === 'Energy.Active.Import.Register').at(-1);
  return register === undefined || 'phase' in register ? undefined : Number(register['value']);
}

function set(state: StationState, connector: number | undefined, value: number | undefined): void {
  if (connector !== undefined && state.has(connector) && value !== undefined && Number.isFinite(value)) state.meters.set(connector, value);
}
