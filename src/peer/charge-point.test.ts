import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { WebSocketServer } from 'ws';
import { createClock } from '../clock/clock.ts';
import type { Payload } from '../ocppj/types.ts';
import { ConnectFailure } from '../transport/client.ts';
import { createStationPeer } from './charge-point.ts';
import type { StationPeerOptions } from './charge-point.ts';
import { createCsmsEndpoint } from './csms.ts';
import type { CsmsEndpoint, CsmsEndpointOptions } from './csms.ts';
import { payloadOf } from './payload.ts';
import { nextConnection, watch } from './testing/raw-end.ts';
import type { Peer } from './types.ts';

const clock = createClock();

interface Both {
  csms: Peer;
  station: Peer;
  endpoint: CsmsEndpoint;
}

describe('peer/charge-point', () => {
  const open: { close(): Promise<void> }[] = [];
  const both = async (csms: Partial<CsmsEndpointOptions> = {}, own: Partial<StationPeerOptions> = {}): Promise<Both> => {
    const version = csms.version ?? '1.6';
    const endpoint = await createCsmsEndpoint({ version, url: 'ws://127.0.0.1:0/o', clock, stations: ['CP1'], messageTimeoutMs: 3000, ...csms });
    const station = await createStationPeer({ version, url: endpoint.url, station: 'CP1', clock, connectors: 2, messageTimeoutMs: 3000, ...own });
    open.push(endpoint, station);
    return { csms: endpoint.peer('CP1'), station, endpoint };
  };
  const ask = async (peer: Peer, action: string, request: Payload): Promise<unknown> => {
    const outcome = await peer.call(action, request);
    assert.ok(outcome.kind === 'result', `${action}: ${outcome.kind}`);
    assert.deepEqual(outcome.event.problems, []);
    return outcome.event.frame.kind === 'CALLRESULT' ? outcome.event.frame.payload : undefined;
  };
  afterEach(async () => {
    for (const item of open.splice(0)) await item.close();
  });

  it('boots, and is registered when the CSMS accepts', async () => {
    const { csms, station } = await both();
    await station.connect();
    assert.equal(station.model.registered, false);
    await ask(station, 'BootNotification', {});
    assert.deepEqual([station.model.registered, csms.model.registered], [true, true]);
    const interval = await ask(csms, 'GetConfiguration', { key: ['heartbeatinterval', 'Nonsense'] });
    assert.deepEqual(interval, { configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '300' }], unknownKey: ['Nonsense'] });
  });

  it('runs a 1.6 transaction that both sides know, and answers remote actions by it', async () => {
    const { csms, station } = await both();
    await station.connect();
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 1, idTag: 'A' }), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 3, idTag: 'A' }), { status: 'Rejected' });
    await ask(station, 'StatusNotification', { connectorId: 1, status: 'Charging' });
    await ask(station, 'StartTransaction', { connectorId: 1, idTag: 'A', meterStart: 100 });
    const [id = ''] = Object.keys(csms.model.transactions);
    assert.ok(Number(id) >= 1000);
    assert.deepEqual(Object.keys(station.model.transactions), [id]);
    assert.equal(station.model.transactions[id]?.connector, 1);
    assert.equal(csms.model.statuses['1'], 'Charging');
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 1, idTag: 'A' }), { status: 'Rejected' });
    assert.deepEqual(await ask(csms, 'RemoteStopTransaction', { transactionId: 1 }), { status: 'Rejected' });
    assert.deepEqual(await ask(csms, 'RemoteStopTransaction', { transactionId: Number(id) }), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'ChangeAvailability', { connectorId: 1, type: 'Inoperative' }), { status: 'Scheduled' });
    assert.deepEqual([csms.model.inoperative, station.model.inoperative], [[1], [1]]);
    await ask(station, 'StopTransaction', { transactionId: Number(id), meterStop: 200 });
    assert.deepEqual([Object.keys(csms.model.transactions), Object.keys(station.model.transactions)], [[], []]);
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 1, idTag: 'A' }), { status: 'Rejected' });
    await ask(csms, 'ChangeAvailability', { connectorId: 1, type: 'Operative' });
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 1, idTag: 'A' }), { status: 'Accepted' });
  });

  it('stores what it accepts to be configured, rejects the rest, and follows what a testcase answered', async () => {
    const { csms, station } = await both();
    await station.connect();
    const change = (key: string, value: string): Promise<unknown> => ask(csms, 'ChangeConfiguration', { key, value });
    const read = async (key: string): Promise<unknown> => ask(csms, 'GetConfiguration', { key: [key] });
    assert.deepEqual(await change('ConnectionTimeOut', '11'), { status: 'Accepted' });
    assert.deepEqual(await read('ConnectionTimeOut'), { configurationKey: [{ key: 'ConnectionTimeOut', readonly: false, value: '11' }] });
    assert.deepEqual(await change('NumberOfConnectors', '9'), { status: 'Rejected' });
    assert.deepEqual(await change('HeartbeatInterval', '-1'), { status: 'Rejected' });
    assert.deepEqual(await change('NoSuchKey', '1'), { status: 'NotSupported' });
    station.decideReplies(() => ({ kind: 'payload', payload: { status: 'Rejected' } }));
    assert.deepEqual(await change('ConnectionTimeOut', '22'), { status: 'Rejected' });
    station.decideReplies(undefined);
    assert.deepEqual(await read('ConnectionTimeOut'), { configurationKey: [{ key: 'ConnectionTimeOut', readonly: false, value: '11' }] });
  });

  it('keeps the local list, reservations and charging profiles', async () => {
    const { csms, station } = await both();
    await station.connect();
    const list = { listVersion: 2, updateType: 'Differential', localAuthorizationList: [{ idTag: 'A', idTagInfo: { status: 'Accepted' } }] };
    assert.deepEqual(await ask(csms, 'SendLocalList', list), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'SendLocalList', list), { status: 'VersionMismatch' });
    assert.deepEqual(await ask(csms, 'GetLocalListVersion', {}), { listVersion: 2 });
    const reservation = { connectorId: 1, idTag: 'A', reservationId: 5, expiryDate: '2099-01-01T00:00:00Z' };
    assert.deepEqual(await ask(csms, 'ReserveNow', reservation), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'ReserveNow', { ...reservation, reservationId: 6 }), { status: 'Occupied' });
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 1, idTag: 'B' }), { status: 'Rejected' });
    assert.deepEqual(await ask(csms, 'RemoteStartTransaction', { connectorId: 1, idTag: 'A' }), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'CancelReservation', { reservationId: 5 }), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'CancelReservation', { reservationId: 5 }), { status: 'Rejected' });
    const schedule = { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 8.1 }] };
    const profile = { chargingProfileId: 1, stackLevel: 0, chargingProfilePurpose: 'TxDefaultProfile', chargingProfileKind: 'Relative', chargingSchedule: schedule };
    assert.deepEqual(await ask(csms, 'SetChargingProfile', { connectorId: 1, csChargingProfiles: profile }), { status: 'Accepted' });
    const tx = { ...profile, chargingProfilePurpose: 'TxProfile' };
    assert.deepEqual(await ask(csms, 'SetChargingProfile', { connectorId: 1, csChargingProfiles: tx }), { status: 'Rejected' });
    const composite = await ask(csms, 'GetCompositeSchedule', { connectorId: 1, duration: 60 });
    assert.match(JSON.stringify(composite), /"limit":8\.1/);
    assert.deepEqual(await ask(csms, 'ClearChargingProfile', { id: 1 }), { status: 'Accepted' });
    assert.deepEqual(await ask(csms, 'ClearChargingProfile', { id: 1 }), { status: 'Unknown' });
  });

  it('really sends what it accepts to be triggered, unless a testcase answered', async () => {
    const { csms, station } = await both();
    await station.connect();
    const events = watch(csms, clock);
    await ask(csms, 'TriggerMessage', { requestedMessage: 'StatusNotification', connectorId: 2 });
    const event = await events.next('StatusNotification', (item) => item.type === 'frame' && item.direction === 'in' && item.action === 'StatusNotification');
    assert.ok(event.type === 'frame' && event.frame.kind === 'CALL');
    assert.deepEqual(event.problems, []);
    assert.match(event.text, /"connectorId":2,"status":"Available"/);
    station.decideReplies(() => ({ kind: 'payload', payload: { status: 'Accepted' } }));
    await ask(csms, 'TriggerMessage', { requestedMessage: 'Heartbeat' });
    await ask(station, 'MeterValues', { connectorId: 1, meterValue: [{ sampledValue: [{ value: '1' }] }] });
    assert.ok(!events.items.some((item) => item.type === 'frame' && item.action === 'Heartbeat'));
  });

  it('counts seqNo per transaction in 2.x, and previews it without using it up', async () => {
    const { csms, station } = await both({ version: '2.0.1' });
    await station.connect();
    const event = (eventType: string, transactionId: string): Payload => ({
      eventType, triggerReason: 'Authorized', transactionInfo: { transactionId }, evse: { id: 1, connectorId: 1 }, idToken: { idToken: 'A', type: 'ISO14443' },
    });
    const sent: unknown[] = [];
    station.onEvent((item) => {
      if (item.type === 'frame' && item.frame.kind === 'CALL' && item.direction === 'out') sent.push(payloadOf(item.frame.payload)['seqNo']);
    });
    assert.deepEqual(await ask(station, 'TransactionEvent', event('Started', 't1')), { idTokenInfo: { status: 'Accepted' } });
    assert.equal(station.complete('TransactionEvent', event('Updated', 't1'))['seqNo'], 1);
    assert.equal(station.complete('TransactionEvent', event('Updated', 't1'))['seqNo'], 1);
    await ask(station, 'TransactionEvent', event('Updated', 't1'));
    await ask(station, 'TransactionEvent', event('Started', 't2'));
    assert.deepEqual(Object.keys(csms.model.transactions), ['t1', 't2']);
    assert.deepEqual(await ask(csms, 'GetTransactionStatus', { transactionId: 't1' }), { ongoingIndicator: true, messagesInQueue: false });
    await ask(station, 'TransactionEvent', { ...event('Ended', 't1'), seqNo: 7 });
    assert.deepEqual(sent, [0, 1, 0, 7]);
    assert.deepEqual(Object.keys(csms.model.transactions), ['t2']);
    assert.deepEqual(await ask(csms, 'RequestStopTransaction', { transactionId: 't1' }), { status: 'Rejected' });
  });

  it('reads, sets and reports variables in 2.x', async () => {
    const { csms, station } = await both({ version: '2.0.1' });
    await station.connect();
    const component = { name: 'TxCtrlr' };
    const variable = { name: 'EVConnectionTimeOut' };
    const set = { setVariableData: [{ component, variable, attributeValue: '17' }, { component, variable: { name: 'X' }, attributeValue: '1' }] };
    assert.deepEqual(await ask(csms, 'SetVariables', set), { setVariableResult: [
      { attributeStatus: 'Accepted', component, variable }, { attributeStatus: 'UnknownVariable', component, variable: { name: 'X' } },
    ] });
    assert.deepEqual(await ask(csms, 'GetVariables', { getVariableData: [{ component, variable }, { component: { name: 'Y' }, variable }] }), { getVariableResult: [
      { attributeStatus: 'Accepted', attributeValue: '17', component, variable }, { attributeStatus: 'UnknownComponent', component: { name: 'Y' }, variable },
    ] });
    const events = watch(csms, clock);
    assert.deepEqual(await ask(csms, 'GetBaseReport', { requestId: 3, reportBase: 'FullInventory' }), { status: 'Accepted' });
    const last = await events.next('the last NotifyReport', (item) => item.type === 'frame' && item.action === 'NotifyReport' && item.text.includes('"tbc":false'));
    assert.ok(last.type === 'frame' && last.problems.length === 0);
  });

  it('fails to connect with the HTTP status, and sends the password that it was given last', async () => {
    const { csms, station, endpoint } = await both({ password: 'first-password-0001' }, { password: 'wrong' });
    const events = watch(station, clock);
    await assert.rejects(station.connect(), (error) => error instanceof ConnectFailure && error.status === 401);
    assert.equal((await nextConnection(events, 'Refused')).detail['status'], 401);
    await assert.rejects(station.connect(1000, { identity: 'CP9', password: null }), (error) => error instanceof ConnectFailure && error.status === 404);
    await station.connect(3000, { password: 'first-password-0001' });
    await ask(csms, 'ChangeConfiguration', { key: 'AuthorizationKey', value: '00112233445566778899aabbccddeeff' });
    await station.disconnect();
    await station.connect();
    assert.equal(station.connected, true);
    await endpoint.offline('blackhole');
    await station.disconnect();
    await assert.rejects(station.connect(100), /no WebSocket handshake within 100 ms/);
  });

  it('drops the connection when it is to be offline, and comes back', async () => {
    const { csms, station } = await both();
    await station.connect();
    await csms.connect();
    const events = watch(csms, clock);
    await station.offline('close');
    await nextConnection(events, 'Close');
    assert.deepEqual([station.connected, csms.connected], [false, false]);
    await station.online();
    await csms.connect();
    assert.equal(station.connected, true);
  });

  it('is refused by a CSMS that agrees to no subprotocol', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => false });
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const station = await createStationPeer({ version: '1.6', url: `ws://127.0.0.1:${address.port}`, station: 'CP1', clock, connectors: 1, messageTimeoutMs: 1000 });
    open.push(station);
    const events = watch(station, clock);
    await assert.rejects(station.connect(), /subprotocol/);
    assert.match(String((await nextConnection(events, 'Refused')).detail['reason']), /subprotocol/);
  });
});
