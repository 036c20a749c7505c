import type { Clock } from '../clock/clock.ts';
import type { Peer } from '../peer/types.ts';
import type { Probe } from '../plan/facts.ts';
import type { Plan } from '../plan/types.ts';
import type { Presence } from './prepare.ts';
import { readSettings } from './settings.ts';
import { waitFor } from './waiting.ts';

/** 2.x variables that facts depend on; a full report is for the testcases that ask for one. */
const PROBED_VARIABLES = [
  'OCPPCommCtrlr.HeartbeatInterval', 'AuthCacheCtrlr.Available', 'AuthCacheCtrlr.Enabled', 'LocalAuthListCtrlr.Available', 'LocalAuthListCtrlr.Enabled',
  'ReservationCtrlr.Available', 'SmartChargingCtrlr.Available', 'TxCtrlr.TxStartPoint', 'TxCtrlr.TxStopPoint', 'TxCtrlr.EVConnectionTimeOut', 'AuthCtrlr.AuthorizeRemoteStart',
];

/**
 * Waits for the station to connect and reads its configuration: in 1.6 all of it, in 2.x the
 * variables that facts depend on. Undefined when it does not come or does not answer.
 */
export async function probeSettings(peer: Peer, clock: Clock, timing: Plan['timing'], presence: Presence): Promise<Probe | undefined> {
  try {
    await peer.connect(timing.bootTimeout);
  } catch {
    presence.absent = true;
    return undefined;
  }
  await waitFor(peer, clock, () => peer.model.registered, Math.min(timing.bootTimeout, 10_000));
  const read = await readSettings(peer, peer.version === '1.6' ? [] : PROBED_VARIABLES);
  if (!read) {
    presence.silent = true;
    return undefined;
  }
  peer.model.registered = true;
  return { settings: named(read, peer.version === '1.6' ? [] : PROBED_VARIABLES), complete: peer.version === '1.6' };
}

/** Settings under the names that the specification gives them: reading folds their case. */
function named(read: ReadonlyMap<string, { value: string | undefined; readonly: boolean }>, known: readonly string[]): Probe['settings'] {
  const spelling = new Map([...known, ...CORE_NAMES].map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries([...read].map(([name, { value, readonly }]) => [spelling.get(name) ?? name, { ...(value === undefined ? {} : { value }), readonly }]));
}

/** Keys of 1.6 chapter 9 and of the security extension that facts look at. */
const CORE_NAMES = [
  'AllowOfflineTxForUnknownId', 'AuthorizationCacheEnabled', 'AuthorizeRemoteTxRequests', 'ChargingScheduleAllowedChargingRateUnit', 'ChargingScheduleMaxPeriods',
  'ConnectionTimeOut', 'GetConfigurationMaxKeys', 'HeartbeatInterval', 'LocalAuthListEnabled', 'LocalAuthorizeOffline', 'LocalPreAuthorize', 'MaxChargingProfilesInstalled',
  'MaxEnergyOnInvalidId', 'MeterValuesAlignedData', 'MeterValuesSampledData', 'MinimumStatusDuration', 'NumberOfConnectors', 'ReserveConnectorZeroSupported',
  'SecurityProfile', 'StopTransactionOnEVSideDisconnect', 'StopTransactionOnInvalidId', 'SupportedFeatureProfiles', 'SupportedFileTransferProtocols',
  'UnlockConnectorOnEVSideDisconnect',
];
