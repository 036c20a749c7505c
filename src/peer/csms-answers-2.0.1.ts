import type { Payload } from '../ocppj/types.ts';
import type { CsmsAnswers } from './csms-role.ts';

/** What a CSMS answers to every message of a 2.0.1 charging station when no testcase decides (2.0.1 part 2, messages). */
export const csmsAnswers201: CsmsAnswers = {
  Authorize: () => ({ idTokenInfo: { status: 'Accepted' } }),
  BootNotification: (_request, desk) => ({ status: 'Accepted', currentTime: desk.now(), interval: desk.heartbeatIntervalS }),
  ClearedChargingLimit: () => ({}),
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
  FirmwareStatusNotification: () => ({}),
  // Neither a contract certificate pool nor an OCSP responder stands behind this peer.
  Get15118EVCertificate: () => ({ status: 'Failed', exiResponse: '' }),
  GetCertificateStatus: () => ({ status: 'Failed' }),
  Heartbeat: (_request, desk) => ({ currentTime: desk.now() }),
  LogStatusNotification: () => ({}),
  MeterValues: () => ({}),
  NotifyChargingLimit: () => ({}),
  NotifyCustomerInformation: () => ({}),
  NotifyDisplayMessages: () => ({}),
  NotifyEVChargingNeeds: () => ({ status: 'Rejected' }),
  NotifyEVChargingSchedule: () => ({ status: 'Accepted' }),
  NotifyEvent: () => ({}),
  NotifyMonitoringReport: () => ({}),
  NotifyReport: () => ({}),
  PublishFirmwareStatusNotification: () => ({}),
  ReportChargingProfiles: () => ({}),
  ReservationStatusUpdate: () => ({}),
  SecurityEventNotification: () => ({}),
  SignCertificate: () => ({ status: 'Rejected' }),
  StatusNotification: () => ({}),
  TransactionEvent: (request): Payload => ('idToken' in request ? { idTokenInfo: { status: 'Accepted' } } : {}),
};
