import type { Clock } from '../clock/clock.ts';
import type { Probe } from '../plan/facts.ts';
import type { Plan } from '../plan/types.ts';
import type { Asker } from './presence.ts';
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
export async function probeSettings(asker: Asker, clock: Clock, timing: Plan['timing'], over: AbortSignal): Promise<Probe | undefined> {
  const { peer, presence } = asker;
  if (!(await connects(asker, timing.bootTimeout))) return undefined;
  await waitFor(peer, clock, () => peer.model.registered, Math.min(timing.bootTimeout, 10_000), over);
  const read = await readSettings(asker, peer.version === '1.6' ? [] : PROBED_VARIABLES);
  // One that refuses to be asked is there nevertheless.
  if (!presence.gone && peer.connected) peer.model.registered = true;
  return read && { settings: named(read, peer.version === '1.6' ? [] : PROBED_VARIABLES), complete: peer.version === '1.6' };
}

async function connects({ peer, presence }: Asker, timeoutMs: number): Promise<boolean> {
  try {
    await peer.connect(timeoutMs);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    presence.missed('connection');
    return false;
  }
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
