import type { OcppVersion } from '../ocppj/types.ts';

// 1.6 chapter 6 has two sections per action, request first, in this order from 6.1 on.
const chapter6 = [
  'Authorize', 'BootNotification', 'CancelReservation', 'ChangeAvailability', 'ChangeConfiguration', 'ClearCache',
  'ClearChargingProfile', 'DataTransfer', 'DiagnosticsStatusNotification', 'FirmwareStatusNotification',
  'GetCompositeSchedule', 'GetConfiguration', 'GetDiagnostics', 'GetLocalListVersion', 'Heartbeat', 'MeterValues',
  'RemoteStartTransaction', 'RemoteStopTransaction', 'ReserveNow', 'Reset', 'SendLocalList', 'SetChargingProfile',
  'StartTransaction', 'StatusNotification', 'StopTransaction', 'TriggerMessage', 'UnlockConnector', 'UpdateFirmware',
];

// Chapter 5 of the 1.6 security white paper (edition 3), likewise from 5.1 on.
const whitePaper5 = [
  'CertificateSigned', 'DeleteCertificate', 'ExtendedTriggerMessage', 'GetInstalledCertificateIds', 'GetLog',
  'InstallCertificate', 'LogStatusNotification', 'SecurityEventNotification', 'SignCertificate',
  'SignedFirmwareStatusNotification', 'SignedUpdateFirmware',
];

/** The clause that defines a message, such as `OCPP 1.6 6.1 Authorize.req` or `OCPP 2.1 Part 2, AuthorizeRequest`. */
export function messageClause(version: OcppVersion, action: string, kind: 'request' | 'response'): string {
  // NotifyPeriodicEventStream is a SEND: its message has no suffix.
  if (version === '2.1' && action === 'NotifyPeriodicEventStream') return `OCPP 2.1 Part 2, ${action}`;
  if (version !== '1.6') return `OCPP ${version} Part 2, ${action}${kind === 'request' ? 'Request' : 'Response'}`;
  const message = `${action}.${kind === 'request' ? 'req' : 'conf'}`;
  const offset = kind === 'request' ? 1 : 2;
  const inSpecification = chapter6.indexOf(action);
  if (inSpecification >= 0) return `OCPP 1.6 6.${inSpecification * 2 + offset} ${message}`;
  const inWhitePaper = whitePaper5.indexOf(action);
  return inWhitePaper >= 0 ? `OCPP 1.6 security white paper 5.${inWhitePaper * 2 + offset} ${message}` : `OCPP 1.6 ${message}`;
}
