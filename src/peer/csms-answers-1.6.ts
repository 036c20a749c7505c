import type { Payload } from '../ocppj/types.ts';
import type { CsmsAnswers } from './csms-role.ts';

/** What a central system answers to every message of a 1.6 charge point when no testcase decides (1.6 chapter 4, white paper 5). */
export const csmsAnswers16: CsmsAnswers = {
  Authorize: () => ({ idTagInfo: { status: 'Accepted' } }),
  BootNotification: (_request, desk) => ({ status: 'Accepted', currentTime: desk.now(), interval: desk.heartbeatIntervalS }),
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
  DiagnosticsStatusNotification: () => ({}),
  FirmwareStatusNotification: () => ({}),
  Heartbeat: (_request, desk) => ({ currentTime: desk.now() }),
  LogStatusNotification: () => ({}),
  MeterValues: () => ({}),
  SecurityEventNotification: () => ({}),
  // There is no certificate authority behind this peer.
  SignCertificate: () => ({ status: 'Rejected' }),
  SignedFirmwareStatusNotification: () => ({}),
  StartTransaction: (_request, desk) => ({ transactionId: desk.nextTransactionId(), idTagInfo: { status: 'Accepted' } }),
  StatusNotification: () => ({}),
  StopTransaction: (request): Payload => ('idTag' in request ? { idTagInfo: { status: 'Accepted' } } : {}),
};
