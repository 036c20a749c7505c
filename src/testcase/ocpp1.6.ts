import type { CsmsAction, Requests, Responses, StationAction } from '../schemas/generated/ocpp1.6.ts';
import { defineBuilders } from './define.ts';

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
