import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Facts } from '../plan/types.ts';
import { loadStates } from './files.ts';
import { foldTestcase } from './fold.ts';
import { defaultFacts } from './sample-facts.ts';
import { startPoints, stopPoints } from './transactions-2.x.ts';

const plain = defaultFacts('2.0.1', 'charge-point');
const withPoints = (start: string, stop: string): Facts => ({
  ...plain, settings: { 'TxCtrlr.TxStartPoint': { value: start, readonly: false }, 'TxCtrlr.TxStopPoint': { value: stop, readonly: false } },
});

/** The TransactionEvents that a run of states expects, as `Started Authorized`, with what they must name. */
async function eventsOf(facts: Facts, names: string[], folder = 'ocpp2.0.1/charge-point'): Promise<string[]> {
  const { steps } = foldTestcase({ title: '', purpose: '', spec: [], profile: '', steps: names.map((state) => ({ state })) }, facts, await loadStates(folder));
  return steps.flatMap(({ step }) => {
    const [inner] = 'oneOf' in step ? step.oneOf['together'] ?? [] : [step];
    if (!inner || !('expect' in inner) || inner.expect !== 'TransactionEvent') return [];
    const { which = {}, where = {} } = inner;
    const trigger = JSON.stringify(which['triggerReason'] ?? where['triggerReason']).replace(/^.*?\["?|^"|".*$/g, '');
    return [`${String(which['eventType'])} ${trigger}${'evse' in where ? ' at the connector' : ''}${where['idToken'] === '$valid' ? ' with the token' : ''}`];
  });
}

const CABLE_FIRST = ['ev-connected-pre-session', 'authorized', 'energy-transfer-started'];
const TOKEN_FIRST = ['authorized', 'ev-connected-pre-session', 'energy-transfer-started'];
const STARTS: [points: string, order: string[], events: string[]][] = [
  ['EVConnected', CABLE_FIRST, ['Started CablePluggedIn at the connector', 'Updated Authorized with the token', 'Updated ChargingStateChanged']],
  ['Authorized', CABLE_FIRST, ['Started Authorized at the connector with the token', 'Updated ChargingStateChanged']],
  ['PowerPathClosed', CABLE_FIRST, ['Started Authorized at the connector with the token', 'Updated ChargingStateChanged']],
  ['EnergyTransfer', CABLE_FIRST, ['Started ChargingStateChanged at the connector with the token']],
  ['DataSigned', CABLE_FIRST, ['Started SignedDataReceived at the connector with the token', 'Updated ChargingStateChanged']],
  ['ParkingBayOccupancy', CABLE_FIRST, ['Started EVDetected', 'Updated CablePluggedIn at the connector', 'Updated Authorized with the token', 'Updated ChargingStateChanged']],
  ['EVConnected', TOKEN_FIRST, ['Started CablePluggedIn at the connector with the token', 'Updated ChargingStateChanged']],
  ['Authorized', TOKEN_FIRST, ['Started Authorized with the token', 'Updated CablePluggedIn at the connector', 'Updated ChargingStateChanged']],
  ['PowerPathClosed', TOKEN_FIRST, ['Started CablePluggedIn at the connector with the token', 'Updated ChargingStateChanged']],
  ['evconnected, Authorized', TOKEN_FIRST, ['Started Authorized with the token', 'Updated CablePluggedIn at the connector', 'Updated ChargingStateChanged']],
];
const STOPS: [points: string, events: string[]][] = [
  ['Authorized', ['Ended StopAuthorized']],
  ['PowerPathClosed', ['Ended StopAuthorized']],
  ['EnergyTransfer', ['Ended StopAuthorized']],
  ['EVConnected', ['Updated StopAuthorized', 'Ended EVCommunicationLost']],
  ['ParkingBayOccupancy', ['Updated StopAuthorized', 'Updated EVCommunicationLost', 'Ended EVDeparted']],
  ['DataSigned,EVConnected', ['Updated StopAuthorized', 'Ended EVCommunicationLost']],
];

describe('transactions of 2.x', () => {
  for (const [points, order, events] of STARTS) {
    it(`start with ${points}, ${order === CABLE_FIRST ? 'cable' : 'token'} first`, async () => assert.deepEqual(await eventsOf(withPoints(points, ''), order), events));
  }
  for (const [points, events] of STOPS) {
    it(`end with the end of ${points}`, async () => {
      const all = await eventsOf(withPoints('EVConnected', points), [...CABLE_FIRST, 'parking-bay-unoccupied']);
      assert.deepEqual(all.slice(all.indexOf('Updated ChargingStateChanged') + 1), events);
    });
  }

  it('end by the time-out without a cable, and start anew', async () => {
    const events = await eventsOf(withPoints('Authorized', 'Authorized'), ['ev-connect-timed-out', ...CABLE_FIRST]);
    assert.deepEqual(events.slice(0, 3), ['Started Authorized with the token', 'Ended EVConnectTimeout', 'Started Authorized at the connector with the token']);
  });

  it('are the same for 2.1', async () => {
    assert.deepEqual(await eventsOf(withPoints('EVConnected', ''), CABLE_FIRST, 'ocpp2.1/charge-point'), STARTS[0]?.[2]);
  });

  it('take the points from the plan, or from its features, where the station did not tell', () => {
    assert.deepEqual(startPoints({ ...plain, facts: { TxStartPoint: ['EVConnected', 'Nonsense'] } }), ['EVConnected']);
    assert.deepEqual(startPoints({ ...plain, features: ['C-09.2', 'C-10.1'] }), ['Authorized']);
    assert.deepEqual(stopPoints({ ...plain, features: ['C-09.2', 'C-10.1'] }), ['EVConnected']);
  });
});
