import type { FeatureDefinition, Settings } from './feature-types.ts';

/** What a 1.6 charge point or CSMS can declare: feature profiles, and questions about the device. */
export const FEATURES_1_6: readonly FeatureDefinition[] = [
  profile('core', 'Core profile', 'Core'),
  profile('local-auth-list', 'Local Authorization List Management profile', 'LocalAuthListManagement'),
  profile('firmware-management', 'Firmware Management profile (with diagnostics)', 'FirmwareManagement'),
  profile('reservation', 'Reservation profile', 'Reservation'),
  profile('remote-trigger', 'Remote Trigger profile', 'RemoteTrigger'),
  profile('smart-charging', 'Smart Charging profile', 'SmartCharging'),
  { id: 'security', label: 'Security extension of the 1.6 security whitepaper', roles: ['charge-point', 'csms'], derive: (read) => read.SecurityProfile === undefined ? undefined : true },
  both('security-profile-1', 'Security profile 1: password without TLS'),
  both('security-profile-2', 'Security profile 2: TLS with a password'),
  both('security-profile-3', 'Security profile 3: TLS with client certificates'),

  station('fixed-cable', 'Is the cable fixed to the charge point?'),
  station('several-connectors', 'Does it have more than one connector?'),
  station('local-token-reader', 'Can a driver identify at the charge point, with a card or otherwise?'),
  station('single-reader', 'Do several connectors share one card reader?'),
  station('local-stop', 'Can a driver stop a transaction at the charge point?'),
  station('backup-power', 'Does backup power let it stop transactions before it goes down at a power failure?'),
  station('fault-trigger', 'Can a fault be provoked, so that a connector reports Faulted?'),
  station('lock-failure', 'Can the connector lock be made to fail?'),
  station('local-list-failure', 'Can the charge point be made to fail at storing a local list?'),
  station('firmware-image', 'Is there a firmware image that the charge point installs?'),
  station('firmware-signed-image', 'Is there a firmware image with a valid signature, and the signing certificate?'),
  station('vendor-data-transfer', 'Does it implement DataTransfer for some vendor id?'),
  station('ev-suspend', 'Can the EV be made to suspend charging?'),

  station('authorization-cache', 'Does it have an authorization cache?', (read) => 'AuthorizationCacheEnabled' in read),
  station('offline-authorization', 'Does it start transactions while offline, by cache, local list or for unknown tokens?', (read) =>
    canBeTrue(read.LocalAuthorizeOffline) && ['AuthorizationCacheEnabled', 'LocalAuthListEnabled', 'AllowOfflineTxForUnknownId'].some((key) => key in read)),
  station('unknown-offline-authorization', 'Does it let unknown tokens charge while offline?', (read) => 'AllowOfflineTxForUnknownId' in read),
  station('max-energy-on-invalid-id', 'Does it grant a limited energy after an invalid token?', (read) => 'MaxEnergyOnInvalidId' in read),
  station('ev-disconnect-stops', 'Can it stop the transaction when the cable is pulled at the EV?', (read) => canBeTrue(read.StopTransactionOnEVSideDisconnect)),
  station('ev-disconnect-configurable', 'Can StopTransactionOnEVSideDisconnect be changed?', (read) => isWritable(read.StopTransactionOnEVSideDisconnect)),
  station('local-list-disable', 'Can the local list be switched off?', (read) => isWritable(read.LocalAuthListEnabled)),
  station('reserve-connector-zero', 'Can the charge point as a whole (connector 0) be reserved?', (read) => isTrue(read.ReserveConnectorZeroSupported)),
  station('profile-stacking', 'Does it hold three charging profiles with five periods each?', (read) =>
    count(read.MaxChargingProfilesInstalled) >= 3 && count(read.ChargingScheduleMaxPeriods) >= 5),
  station('charging-rate-current', 'Does it take charging limits in ampere?', (read) => lists(read.ChargingScheduleAllowedChargingRateUnit, 'Current')),
  station('charging-rate-power', 'Does it take charging limits in watt?', (read) => lists(read.ChargingScheduleAllowedChargingRateUnit, 'Power')),
  station('transfer-ftp', 'Does it transfer files by FTP?', (read) => transfers(read, 'FTP')),
  station('transfer-ftps', 'Does it transfer files by FTPS?', (read) => transfers(read, 'FTPS')),
  station('transfer-http', 'Does it transfer files by HTTP?', (read) => transfers(read, 'HTTP')),
  station('transfer-https', 'Does it transfer files by HTTPS?', (read) => transfers(read, 'HTTPS')),

  csms('vendor-data-transfer', 'Does it implement DataTransfer for some vendor id?'),
  csms('boot-pending', 'Can it answer a BootNotification with Pending or Rejected?'),
  csms('recognises-repetition', 'Does it recognise a StartTransaction that is sent again, and give the same transaction id?'),
  csms('replaces-connection', 'Does a new connection of a charge point take the place of an older one that is still open?'),
  csms('firmware-signed-image', 'Can it order the installation of signed firmware?'),
];

type Derive = FeatureDefinition['derive'];

/** Profiles stand in SupportedFeatureProfiles (1.6 section 9.1.24). */
function profile(id: string, label: string, name: string): FeatureDefinition {
  return { id, label, roles: ['charge-point', 'csms'], derive: (read) => read.SupportedFeatureProfiles === undefined ? undefined : lists(read.SupportedFeatureProfiles, name) };
}

function station(id: string, label: string, derive?: Derive): FeatureDefinition {
  return { id, label, roles: ['charge-point'], ...(derive === undefined ? {} : { derive }) };
}

function csms(id: string, label: string): FeatureDefinition {
  return { id, label, roles: ['csms'] };
}

function both(id: string, label: string): FeatureDefinition {
  return { id, label, roles: ['charge-point', 'csms'] };
}

function lists(setting: Settings[string] | undefined, item: string): boolean {
  const items = (setting?.value ?? '').split(',').map((text) => text.trim().toLowerCase());
  return items.includes(item.toLowerCase());
}

/** 1.6 reports the protocols in this key; a charge point without the key says nothing about them. */
function transfers(read: Settings, protocol: string): boolean | undefined {
  return read.SupportedFileTransferProtocols === undefined ? undefined : lists(read.SupportedFileTransferProtocols, protocol);
}

function isTrue(setting: Settings[string] | undefined): boolean {
  return setting?.value?.trim().toLowerCase() === 'true';
}

function canBeTrue(setting: Settings[string] | undefined): boolean {
  return isTrue(setting) || isWritable(setting);
}

function isWritable(setting: Settings[string] | undefined): boolean {
  return setting !== undefined && !setting.readonly;
}

function count(setting: Settings[string] | undefined): number {
  const value = Number(setting?.value);
  return Number.isFinite(value) ? value : 0;
}
