import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import type { OcppVersion } from '../ocppj/types.ts';
import { createCsmsEndpoint } from './csms.ts';
import type { CsmsEndpoint } from './csms.ts';
import { subprotocolOf } from './subprotocols.ts';
import type { AwaitedList } from './testing/awaited-list.ts';
import { nextConnection, nextFrame, nextText, RawEnd, watch } from './testing/raw-end.ts';
import type { FrameEvent, Peer, WireEvent } from './types.ts';

const clock = createClock();
const codes = (event: { problems: { code: string }[] }): string[] => event.problems.map((problem) => problem.code);

describe('peer/conversation', () => {
  const open: CsmsEndpoint[] = [];
  const pair = async (version: OcppVersion = '1.6', messageTimeoutMs = 5000): Promise<{ peer: Peer; device: RawEnd; events: AwaitedList<WireEvent>; url: string }> => {
    const endpoint = await createCsmsEndpoint({ version, url: 'ws://127.0.0.1:0/o', clock, stations: ['CP1'], messageTimeoutMs, maxPayload: 100_000 });
    open.push(endpoint);
    const peer = endpoint.peer('CP1');
    const events = watch(peer, clock);
    const url = `${endpoint.url}/CP1`;
    const device = await RawEnd.connect(url, clock, [subprotocolOf(version)]);
    await peer.connect();
    return { peer, device, events, url };
  };
  afterEach(async () => {
    for (const endpoint of open.splice(0)) await endpoint.close();
  });

  it('sends one call at a time and keeps the order of the others', async () => {
    const { peer, device, events } = await pair();
    const outcomes = [peer.call('ClearCache', {}, { id: 'a' }), peer.call('Reset', { type: 'Soft' }, { id: 'b' })];
    assert.equal((await device.receive())[1], 'a');
    device.send([2, 'h', 'Heartbeat', {}]);
    // The answer to the heartbeat is the next thing sent, so Reset has been held back.
    assert.deepEqual((await device.receive()).slice(0, 2), [3, 'h']);
    device.send([3, 'a', { status: 'Accepted' }]);
    assert.equal((await device.receive())[1], 'b');
    device.send([4, 'b', 'InternalError', '', {}]);
    assert.deepEqual((await Promise.all(outcomes)).map((outcome) => outcome.kind), ['result', 'error']);
    assert.deepEqual(codes(await nextFrame(events, 'in', 'CALLERROR')), []);
  });

  it('times a call out, goes on with the next, and tells a late from a second answer', async () => {
    const { peer, device, events } = await pair();
    const first = peer.call('ClearCache', {}, { id: 'a', timeoutMs: 30 });
    const second = peer.call('GetLocalListVersion', {}, { id: 'b' });
    assert.deepEqual(await first, { kind: 'timeout', afterMs: 30 });
    device.send([3, 'a', { status: 'Accepted' }]);
    const late = await nextFrame(events, 'in', 'ClearCache');
    assert.deepEqual(codes(late), ['late-answer']);
    assert.equal(late.problems[0]?.clause, 'OCPP-J 1.6 4.1.1');
    device.send([3, 'b', { listVersion: 0 }]);
    assert.equal((await second).kind, 'result');
    device.send([3, 'b', { listVersion: 0 }]);
    await nextFrame(events, 'in', 'GetLocalListVersion');
    const twice = await nextFrame(events, 'in', 'GetLocalListVersion');
    assert.deepEqual(codes(twice), ['duplicate-answer']);
    assert.equal(twice.action, 'GetLocalListVersion');
  });

  it('ends outstanding and waiting calls when the connection goes, and refuses calls without one', async () => {
    const { peer, device } = await pair();
    const outcomes = Promise.all([peer.call('ClearCache', {}), peer.call('ClearCache', {})]);
    await device.receive();
    device.socket.terminate();
    for (const outcome of await outcomes) assert.equal(outcome.kind, 'disconnected');
    const none = await peer.call('ClearCache', {});
    assert.deepEqual(none, { kind: 'disconnected', reason: 'not connected' });
    assert.equal(peer.sendRaw('[2]'), false);
    assert.equal(await peer.ping(50), false);
  });

  it('reports an answer that no call asked for, and ends no call by it', async () => {
    const { peer, device, events } = await pair();
    const call = peer.call('ClearCache', {}, { id: 'mine' });
    await device.receive();
    device.send([3, '__proto__', { status: 'Accepted' }]);
    const stray = await nextFrame(events, 'in', 'CALLRESULT');
    assert.deepEqual(codes(stray), ['unknown-id']);
    assert.equal(stray.action, undefined);
    device.send([3, 'mine', { status: 'Accepted' }]);
    assert.equal((await call).kind, 'result');
  });

  it('finds a call of the device while one of its own is unanswered, but no fault in calls that wait', async () => {
    const { peer, device, events } = await pair();
    device.send([2, '1', 'Heartbeat', {}]);
    await device.receive();
    device.send([2, '2', 'Heartbeat', {}]);
    await device.receive();
    assert.deepEqual(codes(await nextFrame(events, 'in', 'Heartbeat')), []);
    assert.deepEqual(codes(await nextFrame(events, 'in', 'Heartbeat')), []);
    peer.decideReplies(() => ({ kind: 'none' }));
    device.send([2, '3', 'Heartbeat', {}]);
    device.send([2, '4', 'Authorize', { idTag: 'A' }]);
    assert.deepEqual(codes(await nextFrame(events, 'in', 'Heartbeat')), []);
    const early = await nextFrame(events, 'in', 'Authorize');
    assert.deepEqual(codes(early), ['call-while-outstanding']);
    assert.match(early.problems[0]?.actual ?? '', /^Authorize came \d+ ms after "Heartbeat"/);
  });

  it('sees two calls in one TCP segment as outstanding at once, and answers both', async () => {
    const { device, events } = await pair();
    device.together(['[2,"1","Heartbeat",{}]', '[2,"2","Heartbeat",{}]']);
    await nextFrame(events, 'in', 'Heartbeat');
    const second = await nextFrame(events, 'in', 'Heartbeat');
    assert.deepEqual(codes(second), ['call-while-outstanding']);
    assert.deepEqual([(await device.receive())[1], (await device.receive())[1]], ['1', '2']);
  });

  it('lets a retry bear the same id in 1.6 and 2.1, but not in 2.0.1, and no other call in any version', async () => {
    for (const [version, verdict] of [['1.6', []], ['2.0.1', ['message-id-reused']], ['2.1', []]] as const) {
      const { peer, device, events } = await pair(version);
      peer.decideReplies((event) => ({ kind: event.frame.kind === 'CALL' && event.frame.id === 'r' ? 'none' : 'background' }));
      const heartbeats: FrameEvent[] = [];
      device.send([2, 'r', 'Heartbeat', {}]);
      heartbeats.push(await nextFrame(events, 'in', 'Heartbeat'));
      device.send([2, 'r', 'Heartbeat', {}]);
      heartbeats.push(await nextFrame(events, 'in', 'Heartbeat'));
      const retried = heartbeats.map((event) => codes(event).filter((code) => code === 'message-id-reused'));
      assert.deepEqual(retried, [[], verdict], version);
      device.send([2, 'r', 'DataTransfer', { vendorId: 'v' }]);
      assert.ok(codes(await nextFrame(events, 'in', 'DataTransfer')).includes('message-id-reused'), version);
    }
  });

  it('answers what is no proper call with the prescribed error, without asking', async () => {
    const { peer, device, events } = await pair();
    let asked = 0;
    peer.decideReplies(() => {
      asked += 1;
      return { kind: 'background' };
    });
    const cases: [string, unknown[]][] = [
      ['[2,"1","Nonsense",{}]', [4, '1', 'NotImplemented']],
      ['[2,"2","Reset",{"type":"Soft"}]', [4, '2', 'NotSupported']],
      ['[2,"3","Authorize",{"idTag":7}]', [4, '3', 'TypeConstraintViolation']],
      ['[2,"4","Authorize",{', [4, '4', 'FormationViolation']],
      ['[2,"5","Heartbeat"]', [4, '5', 'ProtocolError']],
    ];
    for (const [text, expected] of cases) {
      device.socket.send(text);
      assert.deepEqual((await device.receive(text)).slice(0, 3), expected);
    }
    assert.equal(asked, 0);
    assert.equal(peer.connected, true);
    const broken = await nextText(events);
    assert.equal(broken.text, '[2,"4","Authorize",{');
    assert.deepEqual(codes(broken), ['not-json']);
  });

  it('keeps silent on garbage in 1.6 and answers it with the id -1 in 2.x', async () => {
    const old = await pair();
    old.device.send('hello');
    assert.deepEqual(codes(await nextText(old.events)), ['not-json']);
    old.device.send([2, 'h', 'Heartbeat', {}]);
    assert.equal((await old.device.receive())[1], 'h');
    const { device } = await pair('2.0.1');
    device.send('hello');
    assert.deepEqual((await device.receive()).slice(0, 2), [4, '-1']);
  });

  it('reports a binary message without parsing it', async () => {
    const { peer, device, events } = await pair();
    device.socket.send(Buffer.from('[2,"1","Heartbeat",{}]'), { binary: true });
    const event = await nextText(events);
    assert.deepEqual([event.binary, event.bytes, codes(event)], [true, 22, ['binary-message']]);
    assert.equal(peer.connected, true);
  });

  it('ends a frame that is too large with 1009 and lives on', async () => {
    const { peer, device, events, url } = await pair();
    device.socket.send(`[2,"1","DataTransfer",{"vendorId":"v","data":"${'x'.repeat(10_000_000)}"}]`, () => undefined);
    assert.equal((await nextConnection(events, 'Error')).detail['code'], 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH');
    const close = await nextConnection(events, 'Close');
    assert.deepEqual([close.detail['code'], close.ours], [1009, true]);
    assert.equal(peer.connected, false);
    await RawEnd.connect(url, clock);
    await peer.connect();
  });

  it('keeps at most 64 KiB of a text, but all of the frame', async () => {
    const { device, events } = await pair();
    device.send([2, '1', 'DataTransfer', { vendorId: 'v', data: 'x'.repeat(90_000) }]);
    const event = await nextFrame(events, 'in', 'DataTransfer');
    assert.equal(event.text.length, 65_536);
    assert.ok(JSON.stringify(event.frame).length > 90_000);
  });

  it('cuts off a flood with 1008 after 2,000 messages, and lives on', async () => {
    const { peer, device, events, url } = await pair();
    for (let index = 0; index < 6000; index += 1) device.socket.send('[]', () => undefined);
    const error = await nextConnection(events, 'Error');
    assert.equal(error.detail['code'], 'flood');
    assert.equal((await nextConnection(events, 'Close')).detail['code'], 1008);
    const texts = events.items.filter((event) => event.type === 'text').length;
    assert.ok(texts >= 1900 && texts <= 2000, `${texts} texts`);
    await RawEnd.connect(url, clock);
    await peer.connect();
  });

  it('survives text that is no UTF-8 and a broken WebSocket frame', async () => {
    const { events, device, peer, url } = await pair();
    device.tcp.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]));
    assert.equal((await nextConnection(events, 'Close')).detail['code'], 1007);
    await RawEnd.connect(url, clock);
    await peer.connect();
  });

  it('lets a decider overlay, replace, refuse or withhold the answer, and hears of it when it throws', async () => {
    const { peer, device, events } = await pair();
    const boot = { chargePointVendor: 'V', chargePointModel: 'M' };
    const asked: unknown[] = [];
    const ask = async (id: string, decision: Parameters<Peer['decideReplies']>[0]): Promise<unknown[]> => {
      peer.decideReplies(decision);
      device.send([2, id, 'BootNotification', boot]);
      return await device.receive();
    };
    const laid = await ask('1', async (event) => {
      asked.push(event.action);
      return { kind: 'payload', payload: { status: 'Pending', interval: 7 } };
    });
    assert.ok(typeof laid[2] === 'object' && laid[2] !== null && 'currentTime' in laid[2] && 'interval' in laid[2]);
    assert.equal(laid[2].interval, 7);
    assert.equal(peer.model.registered, false);
    assert.deepEqual(await ask('2', () => ({ kind: 'exact', payload: { a: 1 } })), [3, '2', { a: 1 }]);
    assert.deepEqual(await ask('3', () => ({ kind: 'error', code: 'SecurityError' })), [4, '3', 'SecurityError', '', {}]);
    const thrown = await ask('4', () => {
      throw new Error('no idea');
    });
    assert.equal(thrown[0], 3);
    assert.match(String((await nextConnection(events, 'Error')).detail['message']), /no idea/);
    peer.decideReplies(() => ({ kind: 'none' }));
    device.send([2, '5', 'BootNotification', boot]);
    peer.decideReplies(undefined);
    device.send([2, '6', 'Heartbeat', {}]);
    assert.deepEqual(asked, ['BootNotification']);
  });

  it('knows the answer to a raw call, and a -1 error to raw garbage in 2.x', async () => {
    const { peer, device, events } = await pair('2.0.1');
    peer.sendRaw('[2,"raw","ClearCache",{}]');
    await device.receive();
    device.send([3, 'raw', { status: 'Accepted' }]);
    const answer = await nextFrame(events, 'in', 'ClearCache');
    assert.deepEqual(codes(answer), []);
    device.send([4, '-1', 'RpcFrameworkError', '', {}]);
    assert.deepEqual(codes(await nextFrame(events, 'in', 'CALLERROR')), ['unknown-id']);
    peer.sendRaw('{"no":"frame"}');
    device.send([4, '-1', 'RpcFrameworkError', '', {}]);
    assert.deepEqual(codes(await nextFrame(events, 'in', 'CALLERROR')), []);
  });

  it('does not take the answer to a raw call for that of the outstanding one', async () => {
    const { peer, device } = await pair();
    const first = peer.call('ClearCache', {}, { id: 'a' });
    const second = peer.call('GetLocalListVersion', {}, { id: 'b' });
    peer.sendRaw('[2,"raw","ClearCache",{}]');
    assert.deepEqual([(await device.receive())[1], (await device.receive())[1]], ['a', 'raw']);
    device.send([3, 'raw', { status: 'Rejected' }]);
    device.send([2, 'h', 'Heartbeat', {}]);
    assert.equal((await device.receive())[1], 'h');
    device.send([3, 'a', { status: 'Accepted' }]);
    assert.equal((await device.receive())[1], 'b');
    device.send([3, 'b', { listVersion: 1 }]);
    assert.deepEqual([(await first).kind, (await second).kind], ['result', 'result']);
  });

  it('answers a thousand calls in one go, all of them', async () => {
    const { peer, device } = await pair();
    for (let index = 0; index < 1000; index += 1) device.send([2, `${index}`, 'Heartbeat', {}]);
    const ids = new Set<unknown>();
    for (let index = 0; index < 1000; index += 1) ids.add((await device.receive())[1]);
    assert.equal(ids.size, 1000);
    assert.equal(peer.connected, true);
  });

  it('pings, and reports pings of the device', async () => {
    const { peer, device, events } = await pair();
    assert.equal(await peer.ping(3000), true);
    assert.equal((await nextConnection(events, 'Ping')).ours, true);
    device.socket.ping();
    const theirs = await events.next('a ping', (event) => event.type === 'connection' && event.event === 'Ping' && !event.ours);
    assert.ok(theirs);
  });

  it('never answers a SEND', async () => {
    const { device, events } = await pair('2.1');
    device.send([6, 's', 'NotifyPeriodicEventStream', { id: 1, pending: 0, basetime: '2030-01-01T00:00:00Z', data: [{ t: 0, v: '1' }] }]);
    const event = await nextFrame(events, 'in', 'NotifyPeriodicEventStream');
    assert.deepEqual([event.frame.kind, codes(event)], ['SEND', []]);
    device.send([2, 'h', 'Heartbeat', {}]);
    assert.equal((await device.receive())[1], 'h');
    assert.deepEqual(codes(await nextFrame(events, 'in', 'Heartbeat')), []);
  });
});
