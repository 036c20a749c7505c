import type { Payload } from '../ocppj/types.ts';
import { isPayload, numberAt, objectAt, objectsAt, textAt } from './payload.ts';
import { clearChargingProfile, getChargingProfiles, getCompositeSchedule, setChargingProfile } from './station-charging-2.x.ts';
import { getBaseReport, getReport } from './station-reports-2.x.ts';
import type { StationAction, StationActions, StationState } from './station-state.ts';
import { trigger2 } from './station-triggers-2.x.ts';
import { getVariables, setVariableMonitoring, setVariables } from './station-variable-actions-2.x.ts';
import type { Variables2 } from './station-variables-2.x.ts';

/** State and device model of the 2.x charging station that we play. */
export interface Station2 {
  state: StationState;
  variables: Variables2;
}

type Action = StationAction<Station2>;

const maxListItems = 100;

const always = (response: Payload): Action => ({ answer: () => ({ ...response }) });
const accepted = (response: Payload): boolean => textAt(response, 'status') === 'Accepted';
const verdict = (condition: boolean): Payload => ({ status: condition ? 'Accepted' : 'Rejected' });
const tokenOf = (request: Payload): string => textAt(objectAt(request, 'idToken'), 'idToken') ?? '';

const changeAvailability: Action = {
  answer: (request, { state }) => {
    const evse = objectAt(request, 'evse');
    const id = numberAt(evse, 'id') ?? 0;
    if (('evse' in request && !state.has(id)) || (numberAt(evse, 'connectorId') ?? 1) !== 1) return { status: 'Rejected' };
    const busy = (id === 0 ? state.numbers : [id]).some((number) => state.transactionOn(number) !== undefined);
    return { status: busy && textAt(request, 'operationalStatus') === 'Inoperative' ? 'Scheduled' : 'Accepted' };
  },
};

const requestStart: Action = {
  answer: (request, { state }) => {
    const evse = numberAt(request, 'evseId');
    const candidates = evse === undefined ? state.numbers : [evse].filter((number) => state.has(number));
    return verdict(candidates.some((number) => state.isFree(number, tokenOf(request))));
  },
};

const requestStop: Action = {
  answer: (request, { state }) => verdict((textAt(request, 'transactionId') ?? '') in state.tracker.model.transactions),
};

const getTransactionStatus: Action = {
  answer: (request, { state }) => {
    const id = textAt(request, 'transactionId');
    // Nothing waits: what this station has to say it says at once.
    return { ...(id === undefined ? {} : { ongoingIndicator: id in state.tracker.model.transactions }), messagesInQueue: false };
  },
};

const reset: Action = {
  answer: (request, { state }) => {
    const evse = numberAt(request, 'evseId');
    if (evse !== undefined && !state.has(evse)) return { status: 'Rejected' };
    const busy = (evse === undefined ? state.numbers : [evse]).some((number) => state.transactionOn(number) !== undefined);
    return { status: busy && textAt(request, 'type') === 'OnIdle' ? 'Scheduled' : 'Accepted' };
  },
};

const unlockConnector: Action = {
  answer: (request, { state }) => {
    const evse = numberAt(request, 'evseId') ?? 0;
    if (!state.has(evse) || numberAt(request, 'connectorId') !== 1) return { status: 'UnknownConnector' };
    return { status: state.transactionOn(evse) === undefined ? 'Unlocked' : 'OngoingAuthorizedTransaction' };
  },
};

const reserveNow: Action = {
  answer: (request, { state }) => {
    const evse = reservedEvse(request, state);
    return evse === undefined ? { status: 'Rejected' } : { status: state.reservability(evse, numberAt(request, 'id') ?? 0) };
  },
  apply: (request, response, { state }) => {
    const connector = reservedEvse(request, state);
    if (!accepted(response) || connector === undefined) return;
    const expires = Date.parse(textAt(request, 'expiryDateTime') ?? '');
    state.reserve(numberAt(request, 'id') ?? 0, { connector, token: tokenOf(request), expires });
  },
};

// Without an evseId any EVSE that is free is reserved (2.x H01).
function reservedEvse(request: Payload, state: StationState): number | undefined {
  const evse = numberAt(request, 'evseId');
  if (evse !== undefined) return state.has(evse) ? evse : undefined;
  return state.numbers.find((number) => state.reservability(number, numberAt(request, 'id') ?? 0) === 'Accepted') ?? state.numbers[0];
}

const cancelReservation: Action = {
  answer: (request, { state }) => verdict(state.reservations.has(numberAt(request, 'reservationId') ?? -1)),
  apply: (request, response, { state }) => {
    if (accepted(response)) state.reservations.delete(numberAt(request, 'reservationId') ?? -1);
  },
};

const sendLocalList: Action = {
  answer: (request, { state }) => {
    const version = numberAt(request, 'versionNumber') ?? 0;
    if (version <= 0 || objectsAt(request, 'localAuthorizationList').length > maxListItems) return { status: 'Failed' };
    const behind = textAt(request, 'updateType') === 'Differential' && version <= state.listVersion;
    return { status: behind ? 'VersionMismatch' : 'Accepted' };
  },
  apply: (request, response, { state }) => {
    if (!accepted(response)) return;
    if (textAt(request, 'updateType') === 'Full') state.localList.clear();
    for (const item of objectsAt(request, 'localAuthorizationList')) {
      if (isPayload(item['idTokenInfo'])) state.localList.add(tokenOf(item));
      else state.localList.delete(tokenOf(item));
    }
    state.listVersion = numberAt(request, 'versionNumber') ?? 0;
  },
};

const customerInformation: Action = {
  answer: () => ({ status: 'Accepted' }),
  // The station keeps no customer data, and says so when it is asked to report (2.x N09).
  follow: (request, response) =>
    accepted(response) && (request['report'] === true || request['clear'] === true)
      ? [{ action: 'NotifyCustomerInformation', payload: { data: '', seqNo: 0, requestId: numberAt(request, 'requestId') ?? 0 } }]
      : [],
};

/** What a 2.0.1 charging station answers to every message of the CSMS. It holds no certificates, files, displays or monitors. */
export const stationActions201: StationActions<Station2> = {
  CancelReservation: cancelReservation,
  CertificateSigned: always({ status: 'Rejected' }),
  ChangeAvailability: changeAvailability,
  ClearCache: always({ status: 'Accepted' }),
  ClearChargingProfile: clearChargingProfile,
  ClearDisplayMessage: always({ status: 'Unknown' }),
  ClearVariableMonitoring: { answer: (request) => ({ clearMonitoringResult: notFound(request['id']) }) },
  CostUpdated: always({}),
  CustomerInformation: customerInformation,
  DataTransfer: always({ status: 'UnknownVendorId' }),
  DeleteCertificate: always({ status: 'NotFound' }),
  GetBaseReport: getBaseReport,
  GetChargingProfiles: getChargingProfiles,
  GetCompositeSchedule: getCompositeSchedule,
  GetDisplayMessages: always({ status: 'Unknown' }),
  GetInstalledCertificateIds: always({ status: 'NotFound' }),
  GetLocalListVersion: { answer: (_request, { state }) => ({ versionNumber: state.listVersion }) },
  GetLog: always({ status: 'Rejected' }),
  GetMonitoringReport: always({ status: 'EmptyResultSet' }),
  GetReport: getReport,
  GetTransactionStatus: getTransactionStatus,
  GetVariables: getVariables,
  InstallCertificate: always({ status: 'Rejected' }),
  PublishFirmware: always({ status: 'Rejected' }),
  RequestStartTransaction: requestStart,
  RequestStopTransaction: requestStop,
  ReserveNow: reserveNow,
  Reset: reset,
  SendLocalList: sendLocalList,
  SetChargingProfile: setChargingProfile,
  SetDisplayMessage: always({ status: 'Rejected' }),
  SetMonitoringBase: always({ status: 'NotSupported' }),
  SetMonitoringLevel: always({ status: 'Rejected' }),
  SetNetworkProfile: always({ status: 'Rejected' }),
  SetVariableMonitoring: setVariableMonitoring,
  SetVariables: setVariables,
  TriggerMessage: trigger2,
  UnlockConnector: unlockConnector,
  UnpublishFirmware: always({ status: 'NoFirmware' }),
  UpdateFirmware: always({ status: 'Rejected' }),
};

function notFound(ids: unknown): Payload[] {
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'number').map((id) => ({ id, status: 'NotFound' })) : [];
}
