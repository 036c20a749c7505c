import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import { basicAuthorization } from '../transport/basic-auth.ts';
import { createCsmsEndpoint } from './csms.ts';
import type { CsmsEndpoint, CsmsEndpointOptions } from './csms.ts';
import { AwaitedList } from './testing/awaited-list.ts';
import { nextConnection, nextFrame, RawEnd, watch } from './testing/raw-end.ts';
import type { WireEvent } from './types.ts';

const clock = createClock();
const boot = { chargePointVendor: 'V', chargePointModel: 'M' };

describe('peer/csms', () => {
  const open: CsmsEndpoint[] = [];
  const start = async (options: Partial<CsmsEndpointOptions> = {}): Promise<CsmsEndpoint> => {
    const endpoint = await createCsmsEndpoint({
      version: '1.6', url: 'ws://127.0.0.1:0/ocpp', clock, stations: ['CP1', 'CP2'], messageTimeoutMs: 3000, ...options,
    });
    open.push(endpoint);
    return endpoint;
  };
  afterEach(async () => {
    for (const endpoint of open.splice(0)) await endpoint.close();
  });

  it('reports the real port and the upgrade, and calls and answers both ways', async () => {
    const endpoint = await start();
    assert.match(endpoint.url, /^ws:\/\/127\.0\.0\.1:[1-9]\d+\/ocpp$/);
    const peer = endpoint.peer('CP1');
    const events = watch(peer, clock);
    const device = await RawEnd.connect(`${endpoint.url}/CP1`, clock);
    await peer.connect();
    const upgrade = await nextConnection(events, 'Upgrade');
    assert.deepEqual(upgrade.detail, { path: '/ocpp/CP1', subprotocols: ['ocpp1.6'], authorization: 'none' });
    device.send([2, 'b1', 'BootNotification', boot]);
    const answer = await device.receive();
    assert.deepEqual(answer.slice(0, 2), [3, 'b1']);
    assert.equal(peer.model.registered, true);
    const outcome = peer.call('ClearCache', {});
    const call = await device.receive();
    assert.equal(call[2], 'ClearCache');
    device.send([3, String(call[1]), { status: 'Accepted' }]);
    const result = await outcome;
    assert.ok(result.kind === 'result');
    assert.equal(result.event.action, 'ClearCache');
    assert.deepEqual(result.event.problems, []);
    assert.ok(result.event.callAt !== undefined && result.event.callAt <= result.event.at);
  });

  it('refuses unknown identities, wrong paths and characters with 404, and says so to stray listeners', async () => {
    const endpoint = await start();
    const strays = new AwaitedList<WireEvent>(clock);
    endpoint.onStray((event) => strays.add(event));
    const base = endpoint.url;
    for (const url of [`${base}/CP9`, `${base}/CP1/x`, `${base}/a%2Fb`, `${base}/${'x'.repeat(49)}`, `${base}/%zz`]) {
      await assert.rejects(RawEnd.connect(url, clock), /404/);
      const refused = await nextConnection(strays, 'Refused');
      assert.equal(refused.detail['status'], 404);
      assert.doesNotMatch(refused.station, /[/%]/);
    }
  });

  it('asks for Basic authentication, compares it and never shows the password', async () => {
    const endpoint = await start({ password: 'correct-horse-battery' });
    const events = watch(endpoint.peer('CP1'), clock);
    const attempt = (identity: string, password: string): Promise<RawEnd> =>
      RawEnd.connect(`${endpoint.url}/CP1`, clock, ['ocpp1.6'], { headers: { authorization: basicAuthorization(identity, password) } });
    await assert.rejects(RawEnd.connect(`${endpoint.url}/CP1`, clock), /401/);
    await assert.rejects(attempt('CP1', 'correct-horse-batter'), /401/);
    await assert.rejects(attempt('CP2', 'correct-horse-battery'), /401/);
    await attempt('CP1', 'correct-horse-battery');
    const verdicts = [];
    for (let index = 0; index < 4; index += 1) verdicts.push((await nextConnection(events, 'Upgrade')).detail['authorization']);
    assert.deepEqual(verdicts, ['none', 'invalid', 'invalid', 'valid']);
    assert.doesNotMatch(JSON.stringify(events.items), /horse|Q1AxO/);
  });

  it('completes a handshake without its subprotocol and closes at once', async () => {
    const endpoint = await start();
    const peer = endpoint.peer('CP1');
    const events = watch(peer, clock);
    const device = await RawEnd.connect(`${endpoint.url}/CP1`, clock, []);
    assert.equal(device.socket.protocol, '');
    assert.equal((await device.closed.next('close')).code, 1002);
    assert.equal((await nextConnection(events, 'Refused')).detail['status'], 101);
    assert.equal((await nextConnection(events, 'Close')).detail['code'], 1002);
    assert.equal(peer.connected, false);
    assert.ok(!events.items.some((event) => event.type === 'connection' && event.event === 'Open'));
  });

  it('lets a newer connection of an identity replace the older one', async () => {
    const endpoint = await start();
    const peer = endpoint.peer('CP1');
    const events = watch(peer, clock);
    const older = await RawEnd.connect(`${endpoint.url}/CP1`, clock);
    const call = peer.call('ClearCache', {});
    await older.receive();
    const newer = await RawEnd.connect(`${endpoint.url}/CP1`, clock);
    assert.equal((await call).kind, 'disconnected');
    await older.closed.next('close of the older');
    const close = await nextConnection(events, 'Close');
    assert.equal(close.connection, 1);
    assert.match(String(close.detail['reason']), /newer/);
    newer.send([2, 'h', 'Heartbeat', {}]);
    assert.equal((await nextFrame(events, 'in', 'Heartbeat')).connection, 2);
    assert.equal((await newer.receive())[0], 3);
  });

  it('goes offline by reset, by 503 and by silence for one station, and comes back', async () => {
    const endpoint = await start();
    const peer = endpoint.peer('CP1');
    const events = watch(peer, clock);
    const other = await RawEnd.connect(`${endpoint.url}/CP2`, clock);
    const url = `${endpoint.url}/CP1`;
    for (const [mode, failure] of [['close', /read ECONNRESET/], ['refuse', /503/], ['blackhole', /timed out/]] as const) {
      const device = await RawEnd.connect(url, clock);
      await peer.connect();
      await peer.offline(mode);
      assert.equal(peer.connected, false);
      if (mode !== 'blackhole') await device.closed.next(`close in mode ${mode}`);
      await assert.rejects(RawEnd.connect(url, clock, ['ocpp1.6'], { handshakeTimeout: 200 }), failure);
      const swallowed = mode === 'blackhole' ? RawEnd.connect(url, clock) : undefined;
      if (swallowed !== undefined) {
        for (let upgrades = 0; upgrades < 2; upgrades += 1) await events.next('a swallowed upgrade', (event) => event.type === 'connection' && event.detail['reason'] === 'offline: blackhole' && event.event === 'Refused');
      }
      await peer.online();
      if (swallowed !== undefined) await assert.rejects(swallowed, /ECONNRESET/);
      // What a blackhole swallowed only ends when it is lifted.
      if (mode === 'blackhole') await device.closed.next('end of the old connection');
      const again = await RawEnd.connect(url, clock);
      await peer.connect();
      await peer.disconnect();
      await again.closed.next('normal close');
    }
    assert.equal(other.closed.items.length, 0);
  });

  it('takes the whole endpoint away and brings it back', async () => {
    const endpoint = await start();
    await endpoint.offline('refuse');
    await assert.rejects(RawEnd.connect(`${endpoint.url}/CP1`, clock), /503/);
    await assert.rejects(RawEnd.connect(`${endpoint.url}/CP2`, clock), /503/);
    await endpoint.online();
    await RawEnd.connect(`${endpoint.url}/CP2`, clock);
    await endpoint.peer('CP2').connect();
  });

  it('compresses in 2.x and not in 1.6, and refuses what unpacks to too much', async () => {
    for (const [version, subprotocol, extensions] of [['1.6', 'ocpp1.6', ''], ['2.0.1', 'ocpp2.0.1', 'permessage-deflate']] as const) {
      const endpoint = await start({ version, maxPayload: 50_000 });
      const peer = endpoint.peer('CP1');
      const events = watch(peer, clock);
      const device = await RawEnd.connect(`${endpoint.url}/CP1`, clock, [subprotocol], { perMessageDeflate: true });
      assert.equal(device.socket.extensions.split(';')[0], extensions, version);
      device.send([2, 'd', 'DataTransfer', { vendorId: 'v', data: 'x'.repeat(40_000) }]);
      assert.deepEqual((await device.receive()).slice(0, 2), [3, 'd']);
      device.send([2, 'e', 'DataTransfer', { vendorId: 'v', data: 'x'.repeat(60_000) }]);
      assert.equal((await nextConnection(events, 'Close')).detail['code'], 1009);
    }
  });

  it('answers a broken handshake with 400 and reports it', async () => {
    const endpoint = await start();
    const events = watch(endpoint.peer('CP1'), clock);
    const socket = connect({ port: Number(new URL(endpoint.url).port), host: '127.0.0.1' });
    socket.write('GET /ocpp/CP1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const reply = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    assert.match(reply, /^HTTP\/1\.1 400 /);
    const refused = await nextConnection(events, 'Refused');
    assert.equal(refused.detail['status'], 400);
    assert.match(String(refused.detail['reason']), /Sec-WebSocket-Key/);
    socket.destroy();
  });

  it('says why it cannot listen', async () => {
    const endpoint = await start();
    await assert.rejects(start({ url: endpoint.url }), /cannot listen on ws:.*EADDRINUSE/);
    await assert.rejects(start({ url: 'http://127.0.0.1:0/' }), /has to begin with ws/);
    await assert.rejects(start({ stations: ['a/b'] }), /no station identity/);
    assert.throws(() => endpoint.peer('CP7'), /does not expect station "CP7"/);
  });
});
