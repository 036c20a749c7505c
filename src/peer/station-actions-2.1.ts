import type { Payload } from '../ocppj/types.ts';
import { stationActions201 } from './station-actions-2.0.1.ts';
import type { Station2 } from './station-actions-2.0.1.ts';
import type { StationAction, StationActions } from './station-state.ts';

const always = (response: Payload): StationAction<Station2> => ({ answer: () => ({ ...response }) });

/** What a 2.1 charging station answers: no DER, tariffs, event streams or battery swap behind it. */
export const stationActions21: StationActions<Station2> = {
  ...stationActions201,
  AFRRSignal: always({ status: 'Rejected' }),
  AdjustPeriodicEventStream: always({ status: 'Rejected' }),
  ChangeTransactionTariff: always({ status: 'TxNotFound' }),
  ClearDERControl: always({ status: 'NotSupported' }),
  ClearTariffs: { answer: (request) => ({ clearTariffsResult: noTariffs(request['tariffIds']) }) },
  GetDERControl: always({ status: 'NotSupported' }),
  GetPeriodicEventStream: always({}),
  GetTariffs: always({ status: 'NoTariff' }),
  NotifyAllowedEnergyTransfer: always({ status: 'Rejected' }),
  NotifyWebPaymentStarted: always({}),
  RequestBatterySwap: always({ status: 'Rejected' }),
  SetDERControl: always({ status: 'NotSupported' }),
  SetDefaultTariff: always({ status: 'Rejected' }),
  UpdateDynamicSchedule: always({ status: 'Rejected' }),
  UsePriorityCharging: always({ status: 'NoProfile' }),
};

function noTariffs(ids: unknown): Payload[] {
  const named = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  return named.length === 0 ? [{ status: 'NoTariff' }] : named.map((tariffId) => ({ tariffId, status: 'NoTariff' }));
}
