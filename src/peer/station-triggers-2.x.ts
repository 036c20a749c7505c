import type { Payload } from '../ocppj/types.ts';
import { numberAt, objectAt, textAt } from './payload.ts';
import type { FollowUp } from './role.ts';
import type { Station2 } from './station-actions-2.0.1.ts';
import type { StationAction, StationState } from './station-state.ts';

type Maker = (evses: number[], state: StationState) => FollowUp[];

const makers: Readonly<Record<string, Maker>> = {
  BootNotification: () => [{ action: 'BootNotification', payload: { reason: 'Triggered' } }],
  FirmwareStatusNotification: () => [{ action: 'FirmwareStatusNotification', payload: { status: 'Idle' } }],
  Heartbeat: () => [{ action: 'Heartbeat', payload: {} }],
  LogStatusNotification: () => [{ action: 'LogStatusNotification', payload: { status: 'Idle' } }],
  MeterValues: (evses, state) => evses.map((evseId) => ({ action: 'MeterValues', payload: { evseId, meterValue: [meterValue(evseId, state)] } })),
  StatusNotification: (evses, state) =>
    evses.map((evseId) => ({ action: 'StatusNotification', payload: { evseId, connectorId: 1, connectorStatus: state.status(evseId) } })),
  TransactionEvent: (evses, state) => evses.flatMap((evseId) => transactionEvent(evseId, state)),
};

/** TriggerMessage: accepted for what the station can send now, and then sent (2.x F06). */
export const trigger2: StationAction<Station2> = {
  answer: (request, { state }) => {
    const message = textAt(request, 'requestedMessage') ?? '';
    if (!Object.hasOwn(makers, message)) return { status: 'NotImplemented' };
    const evse = objectAt(request, 'evse');
    const known = !('evse' in request) || (state.has(numberAt(evse, 'id') ?? 0) && (numberAt(evse, 'connectorId') ?? 1) === 1);
    const possible = message !== 'TransactionEvent' || chosen(request, state).some((evseId) => state.transactionOn(evseId) !== undefined);
    return { status: known && possible ? 'Accepted' : 'Rejected' };
  },
  follow: (request, response, { state }) =>
    textAt(response, 'status') === 'Accepted' ? makers[textAt(request, 'requestedMessage') ?? '']?.(chosen(request, state), state) ?? [] : [],
};

function chosen(request: Payload, state: StationState): number[] {
  const evse = numberAt(objectAt(request, 'evse'), 'id');
  return evse === undefined ? state.numbers : [evse];
}

function meterValue(evse: number, state: StationState): Payload {
  const sample = { value: state.meters.get(evse) ?? 0, context: 'Trigger', measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } };
  return { timestamp: state.now(), sampledValue: [sample] };
}

function transactionEvent(evse: number, state: StationState): FollowUp[] {
  const transactionId = state.transactionOn(evse);
  if (transactionId === undefined) return [];
  const payload = { eventType: 'Updated', triggerReason: 'Trigger', transactionInfo: { transactionId }, meterValue: [meterValue(evse, state)] };
  return [{ action: 'TransactionEvent', payload }];
}
