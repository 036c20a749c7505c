import type { CsmsAction, Requests, Responses, StationAction } from '../schemas/generated/ocpp2.0.1.ts';
import { defineBuilders } from './define.ts';

interface Ocpp { requests: Requests; responses: Responses }

const station = defineBuilders<Ocpp, StationAction, CsmsAction>('2.0.1', 'charge-point');
const csms = defineBuilders<Ocpp, CsmsAction, StationAction>('2.0.1', 'csms');

/** A testcase in which the station is under test: it sends what a station may send. */
export const chargingStationTest = station.test;
/** A state of a station under test. */
export const chargingStationState = station.state;
/** A testcase in which the CSMS is under test. */
export const csmsTest = csms.test;
/** A state of a session with a CSMS under test. */
export const csmsState = csms.state;
