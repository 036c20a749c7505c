import type { Payload } from '../ocppj/types.ts';
import { isPayload, numberAt, objectAt, objectsAt, textAt } from './payload.ts';
import type { Configuration16 } from './station-configuration-1.6.ts';
import { compositePeriods, isInstallable, matchingProfiles } from './station-profiles.ts';
import type { StationAction, StationActions, StationState } from './station-state.ts';
import { trigger16 } from './station-triggers-1.6.ts';

/** State and configuration of the 1.6 charge point that we play. */
export interface Station16 {
  state: StationState;
  configuration: Configuration16;
}

type Action = StationAction<Station16>;

const always = (response: Payload): Action => ({ answer: () => ({ ...response }) });
const accepted = (response: Payload): boolean => textAt(response, 'status') === 'Accepted';
const verdict = (condition: boolean): Payload => ({ status: condition ? 'Accepted' : 'Rejected' });
const connectorOf = (request: Payload): number => numberAt(request, 'connectorId') ?? 0;

const changeAvailability: Action = {
  answer: (request, { state }) => {
    const connector = connectorOf(request);
    if (connector !== 0 && !state.has(connector)) return { status: 'Rejected' };
    const affected = connector === 0 ? state.numbers : [connector];
    const busy = affected.some((number) => state.transactionOn(number) !== undefined);
    return { status: busy && textAt(request, 'type') === 'Inoperative' ? 'Scheduled' : 'Accepted' };
  },
};

const changeConfiguration: Action = {
  answer: (request, { configuration }) => ({
    status: configuration.judgeChange(textAt(request, 'key') ?? '', textAt(request, 'value') ?? ''),
  }),
  apply: (request, response, { configuration, state }) => {
    if (!accepted(response)) return;
    const value = textAt(request, 'value') ?? '';
    configuration.put(textAt(request, 'key') ?? '', value);
    if (textAt(request, 'key')?.toLowerCase() === 'authorizationkey') state.password = value;
  },
};

const getConfiguration: Action = {
  answer: (request, { configuration }) => {
    const names = request['key'];
    return configuration.report(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
  },
};

const remoteStart: Action = {
  answer: (request, { state }) => {
    const connector = numberAt(request, 'connectorId');
    const candidates = connector === undefined ? state.numbers : [connector].filter((number) => state.has(number));
    return verdict(candidates.some((number) => state.isFree(number, textAt(request, 'idTag') ?? '')));
  },
};

const remoteStop: Action = {
  answer: (request, { state }) => verdict(String(numberAt(request, 'transactionId')) in state.tracker.model.transactions),
};

const reserveNow: Action = {
  answer: (request, { state }) => {
    const connector = connectorOf(request);
    if (!state.has(connector)) return { status: 'Rejected' };
    return { status: state.reservability(connector, numberAt(request, 'reservationId') ?? 0) };
  },
  apply: (request, response, { state }) => {
    if (!accepted(response)) return;
    const expires = Date.parse(textAt(request, 'expiryDate') ?? '');
    state.reserve(numberAt(request, 'reservationId') ?? 0, { connector: connectorOf(request), token: textAt(request, 'idTag') ?? '', expires });
  },
};

const cancelReservation: Action = {
  answer: (request, { state }) => verdict(state.reservations.has(numberAt(request, 'reservationId') ?? -1)),
  apply: (request, response, { state }) => {
    if (accepted(response)) state.reservations.delete(numberAt(request, 'reservationId') ?? -1);
  },
};

const sendLocalList: Action = {
  answer: (request, { state, configuration }) => {
    const version = numberAt(request, 'listVersion') ?? 0;
    if (configuration.get('LocalAuthListEnabled').toLowerCase() !== 'true') return { status: 'NotSupported' };
    if (version <= 0 || objectsAt(request, 'localAuthorizationList').length > configuration.count('SendLocalListMaxLength')) return { status: 'Failed' };
    const behind = textAt(request, 'updateType') === 'Differential' && version <= state.listVersion;
    return { status: behind ? 'VersionMismatch' : 'Accepted' };
  },
  apply: (request, response, { state }) => {
    if (!accepted(response)) return;
    if (textAt(request, 'updateType') === 'Full') state.localList.clear();
    for (const item of objectsAt(request, 'localAuthorizationList')) {
      const idTag = textAt(item, 'idTag') ?? '';
      if (isPayload(item['idTagInfo'])) state.localList.add(idTag);
      else state.localList.delete(idTag);
    }
    state.listVersion = numberAt(request, 'listVersion') ?? 0;
  },
};

const setChargingProfile: Action = {
  answer: (request, { state, configuration }) => {
    const profile = objectAt(request, 'csChargingProfiles');
    return verdict(isInstallable(state, connectorOf(request), profile, configuration.count('ChargeProfileMaxStackLevel')));
  },
  apply: (request, response, { state }) => {
    const profile = objectAt(request, 'csChargingProfiles');
    if (accepted(response)) state.install(numberAt(profile, 'chargingProfileId') ?? 0, connectorOf(request), profile);
  },
};

const clearable = (request: Payload, state: StationState): number[] =>
  matchingProfiles(state, {
    id: numberAt(request, 'id'), connector: numberAt(request, 'connectorId'),
    purpose: textAt(request, 'chargingProfilePurpose'), stackLevel: numberAt(request, 'stackLevel'),
  });

const clearChargingProfile: Action = {
  answer: (request, { state }) => ({ status: clearable(request, state).length > 0 ? 'Accepted' : 'Unknown' }),
  apply: (request, response, { state }) => {
    if (accepted(response)) for (const id of clearable(request, state)) state.profiles.delete(id);
  },
};

const getCompositeSchedule: Action = {
  answer: (request, { state }): Payload => {
    const connectorId = connectorOf(request);
    if (connectorId !== 0 && !state.has(connectorId)) return { status: 'Rejected' };
    const { unit, periods } = compositePeriods(state, connectorId, textAt(request, 'chargingRateUnit'));
    const scheduleStart = state.now();
    const schedule = { duration: numberAt(request, 'duration') ?? 0, startSchedule: scheduleStart, chargingRateUnit: unit, chargingSchedulePeriod: periods };
    return { status: 'Accepted', connectorId, scheduleStart, chargingSchedule: schedule };
  },
};

/** What a 1.6 charge point answers to every message of the central system (1.6 chapter 5, white paper 5). */
export const stationActions16: StationActions<Station16> = {
  CancelReservation: cancelReservation,
  // The station holds no certificates and no key pair.
  CertificateSigned: always({ status: 'Rejected' }),
  ChangeAvailability: changeAvailability,
  ChangeConfiguration: changeConfiguration,
  ClearCache: always({ status: 'Accepted' }),
  ClearChargingProfile: clearChargingProfile,
  DataTransfer: always({ status: 'UnknownVendorId' }),
  DeleteCertificate: always({ status: 'NotFound' }),
  ExtendedTriggerMessage: trigger16,
  GetCompositeSchedule: getCompositeSchedule,
  GetConfiguration: getConfiguration,
  // No file name: there are no diagnostics to upload (1.6 5.9).
  GetDiagnostics: always({}),
  GetInstalledCertificateIds: always({ status: 'NotFound' }),
  GetLocalListVersion: { answer: (_request, { state }) => ({ listVersion: state.listVersion }) },
  GetLog: always({ status: 'Rejected' }),
  InstallCertificate: always({ status: 'Rejected' }),
  RemoteStartTransaction: remoteStart,
  RemoteStopTransaction: remoteStop,
  ReserveNow: reserveNow,
  Reset: always({ status: 'Accepted' }),
  SendLocalList: sendLocalList,
  SetChargingProfile: setChargingProfile,
  SignedUpdateFirmware: always({ status: 'Rejected' }),
  TriggerMessage: trigger16,
  UnlockConnector: {
    answer: (request, { state }) => ({ status: state.has(connectorOf(request)) ? 'Unlocked' : 'NotSupported' }),
  },
  UpdateFirmware: always({}),
};
