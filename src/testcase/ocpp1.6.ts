import type { CsmsAction, Requests, Responses, StationAction } from '../schemas/generated/ocpp1.6.ts';
import type { Facts } from '../plan/types.ts';
import { defineBuilders } from './define.ts';
import type { TypedStep } from './typed.ts';

interface Ocpp { requests: Requests; responses: Responses }

const station = defineBuilders<Ocpp, StationAction, CsmsAction>('1.6', 'charge-point');
const csms = defineBuilders<Ocpp, CsmsAction, StationAction>('1.6', 'csms');

/** A testcase in which the station is under test: it sends what a station may send. */
export const chargePointTest = station.test;
/** A state of a station under test. */
export const chargePointState = station.state;
/** A testcase in which the CSMS is under test. */
export const csmsTest = csms.test;
/** A state of a session with a CSMS under test. */
export const csmsState = csms.state;

type StationStep = TypedStep<Ocpp, StationAction, CsmsAction>;

/**
 * The Authorize after a RemoteStartTransaction, as AuthorizeRemoteTxRequests has it (1.6 section 9.1.1):
 * it must come, must not be expected, or is optional where the value is not known.
 */
export function authorizesRemoteStart(facts: Facts, authorize: StationStep): StationStep[] {
  const value = facts.settings.AuthorizeRemoteTxRequests?.value?.toLowerCase();
  if (value === 'true') return [authorize];
  return value === 'false' ? [] : [{ optional: [authorize] }];
}
