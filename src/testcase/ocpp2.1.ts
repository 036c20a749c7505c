import type { CsmsAction, Requests, Responses, SendAction, StationAction } from '../schemas/generated/ocpp2.1.ts';
import type { Facts } from '../plan/types.ts';
import { defineBuilders } from './define.ts';
import { tellingsOf } from './transactions-2.x.ts';
import type { Pattern, TypedStep } from './typed.ts';
import type { Ref, Session } from './types.ts';

export type { TxPoint } from './transactions-2.x.ts';
export { advance, startPoints, stopPoints, TRANSACTION, watchesBay } from './transactions-2.x.ts';

interface Ocpp { requests: Requests; responses: Responses }

const station = defineBuilders<Ocpp, StationAction | SendAction, CsmsAction>('2.1', 'charge-point');
const csms = defineBuilders<Ocpp, CsmsAction, StationAction | SendAction>('2.1', 'csms');

/** A testcase in which the station is under test: it sends what a station may send. */
export const chargingStationTest = station.test;
/** A state of a station under test. */
export const chargingStationState = station.state;
/** A testcase in which the CSMS is under test. */
export const csmsTest = csms.test;
/** A state of a session with a CSMS under test. */
export const csmsState = csms.state;

type Event = Requests['TransactionEvent'];

/** The TransactionEvent that a change of the session must bring, if it must bring one: see `tellingsOf`. */
export function transactionEvent(
  facts: Facts, session: Session, change: Partial<Session>, triggers: Event['triggerReason'][], where: { [K in keyof Event]?: Pattern<Event[K]> } = {}, token?: Ref,
): TypedStep<Ocpp, StationAction | SendAction, CsmsAction>[] {
  return tellingsOf(facts, session, change, triggers, token).map((told) => ({ expect: 'TransactionEvent', as: told.as, which: told.which, where: { ...where, ...told.where } }));
}
