import type { Payload } from '../ocppj/types.ts';
import { csmsAnswers201 } from './csms-answers-2.0.1.ts';
import type { CsmsAnswers, CsmsDesk } from './csms-role.ts';
import { objectAt, objectsAt, textAt } from './payload.ts';

/** What a CSMS answers to every message of a 2.1 charging station when no testcase decides (2.1 part 2, messages). */
export const csmsAnswers21: CsmsAnswers = {
  ...csmsAnswers201,
  BatterySwap: () => ({}),
  ClosePeriodicEventStream: () => ({}),
  GetCertificateChainStatus: (request, desk) => ({
    certificateStatus: objectsAt(request, 'certificateStatusRequests').map((item) => unknownStatus(item, desk)),
  }),
  NotifyDERAlarm: () => ({}),
  NotifyDERStartStop: () => ({}),
  NotifyPriorityCharging: () => ({}),
  NotifySettlement: () => ({}),
  OpenPeriodicEventStream: () => ({ status: 'Rejected' }),
  PullDynamicScheduleUpdate: () => ({ status: 'Rejected' }),
  ReportDERControl: () => ({}),
  VatNumberValidation: (request) => ({ status: 'Rejected', vatNumber: textAt(request, 'vatNumber') ?? '' }),
};

function unknownStatus(item: Payload, desk: CsmsDesk): Payload {
  return {
    certificateHashData: objectAt(item, 'certificateHashData'),
    source: textAt(item, 'source') ?? 'OCSP',
    status: 'Unknown',
    nextUpdate: desk.now(),
  };
}
