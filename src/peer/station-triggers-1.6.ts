import type { Payload } from '../ocppj/types.ts';
import { numberAt, textAt } from './payload.ts';
import type { FollowUp } from './role.ts';
import type { Station16 } from './station-actions-1.6.ts';
import type { StationAction, StationState } from './station-state.ts';

type Maker = (request: Payload, state: StationState) => FollowUp[];

const idle = (action: string): Maker => () => [{ action, payload: { status: 'Idle' } }];

// What can be sent on request (1.6 5.17, white paper 5); a CSR cannot, for the station has no key pair.
const makers: Readonly<Record<string, Maker>> = {
  BootNotification: () => [{ action: 'BootNotification', payload: {} }],
  DiagnosticsStatusNotification: idle('DiagnosticsStatusNotification'),
  FirmwareStatusNotification: idle('FirmwareStatusNotification'),
  LogStatusNotification: idle('LogStatusNotification'),
  Heartbeat: () => [{ action: 'Heartbeat', payload: {} }],
  MeterValues: (request, state) => chosen(request, state, false).map((connector) => meterValues(connector, state)),
  StatusNotification: (request, state) =>
    chosen(request, state, true).map((connectorId) => ({
      action: 'StatusNotification',
      payload: { connectorId, status: state.status(connectorId), errorCode: 'NoError', timestamp: state.now() },
    })),
};

/** TriggerMessage and ExtendedTriggerMessage: accepted for what the station can send, and then sent. */
export const trigger16: StationAction<Station16> = {
  answer: (request, { state }) => {
    const connector = numberAt(request, 'connectorId');
    if (!Object.hasOwn(makers, textAt(request, 'requestedMessage') ?? '')) return { status: 'NotImplemented' };
    const known = connector === undefined || state.has(connector) || connector === 0;
    return { status: known ? 'Accepted' : 'Rejected' };
  },
  follow: (request, response, { state }) =>
    textAt(response, 'status') === 'Accepted' ? makers[textAt(request, 'requestedMessage') ?? '']?.(request, state) ?? [] : [],
};

// Without a connectorId the message is asked for from all connectors (1.6 5.17).
function chosen(request: Payload, state: StationState, withZero: boolean): number[] {
  const connector = numberAt(request, 'connectorId');
  if (connector !== undefined) return [connector];
  return withZero ? [0, ...state.numbers] : state.numbers;
}

function meterValues(connectorId: number, state: StationState): FollowUp {
  const transaction = state.transactionOn(connectorId);
  const value = `${state.meters.get(connectorId) ?? 0}`;
  const sample = { value, context: 'Trigger', measurand: 'Energy.Active.Import.Register', unit: 'Wh' };
  return {
    action: 'MeterValues',
    payload: {
      connectorId,
      ...(transaction === undefined ? {} : { transactionId: Number(transaction) }),
      meterValue: [{ timestamp: state.now(), sampledValue: [sample] }],
    },
  };
}
