import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';

// Leaves a call, a blackholed connection, a swallowed handshake, a waiting call and a failed ping behind.
const script = `
  import { connect } from 'node:net';
  import { createClock } from './src/clock/clock.ts';
  import { createCsmsEndpoint } from './src/peer/csms.ts';
  import { createStationPeer } from './src/peer/charge-point.ts';
  const clock = createClock();
  const endpoint = await createCsmsEndpoint({ version: '1.6', url: 'ws://127.0.0.1:0/o', clock, stations: ['A', 'B'], messageTimeoutMs: 600000 });
  const make = (station) => createStationPeer({ version: '1.6', url: endpoint.url, station, clock, connectors: 1, messageTimeoutMs: 600000 });
  const [a, b, again] = await Promise.all([make('A'), make('B'), make('B')]);
  await Promise.all([a.connect(), b.connect()]);
  a.decideReplies(() => ({ kind: 'none' }));
  const calls = [endpoint.peer('A').call('ClearCache', {}), endpoint.peer('A').call('ClearCache', {})];
  await endpoint.peer('B').offline('blackhole');
  const late = b.call('Heartbeat', {});
  void endpoint.peer('B').ping(600000);
  const waiting = endpoint.peer('B').connect().catch((error) => error.message);
  connect({ port: Number(new URL(endpoint.url).port), host: '127.0.0.1' }).on('error', () => undefined).write('GET /o HTTP/1.1\\r\\n');
  const refused = again.connect().catch((error) => error.name);
  endpoint.onStray(() => undefined);
  await a.ping(5000);
  await endpoint.close();
  await Promise.all([a.close(), b.close(), again.close()]);
  const outcomes = await Promise.all([...calls, late]);
  console.log(JSON.stringify([outcomes.map((outcome) => outcome.kind), await waiting, await refused]));
`;

describe('peer/close', () => {
  it('releases sockets and timers, so that the process ends by itself', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)), stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    assert.equal(code, 0, output);
    assert.equal(output.trim(), '[["disconnected","disconnected","disconnected"],"the peer was closed","ConnectFailure"]');
  });
});
