import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import { readResults } from '../trace/run-writer.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { makeFolder, only, play, quickPlan, removeFolders } from './testing/play.ts';
import { type Behaviour, Station } from './testing/station.ts';

const CHILD = fileURLToPath(new URL('testing/child.ts', import.meta.url));
const SETTINGS = { HeartbeatInterval: '300', LocalPreAuthorize: 'false' };

describe('runner: a run as a process', () => {
  const stations: Station[] = [];
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const station of stations.splice(0)) await station.close();
    await removeFolders();
  });

  const start = (args: readonly string[]): ChildProcess => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    return child;
  };
  const stationAt = (url: string, behaviour: Behaviour): Station => {
    const station = new Station(`${url}/CP001`, createClock(), behaviour);
    stations.push(station);
    return station;
  };

  it('restores in the next run what a run that was killed had changed', async () => {
    const [url, out] = [`ws://127.0.0.1:${await freePort()}/ocpp`, await makeFolder()];
    const child = start(['kill', url, out]);
    let reached: () => void = () => undefined;
    const inTheMiddle = new Promise<void>((resolve) => { reached = resolve; });
    const station = stationAt(url, { settings: SETTINGS, onCall: (_station, { action }) => {
      if (action === 'ClearCache') reached();
      return false;
    } });
    await inTheMiddle;
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.deepEqual([station.settings.get('HeartbeatInterval'), station.settings.get('LocalPreAuthorize')], ['17', 'true']);
    assert.ok((await readdir(out)).includes('undo-journal.json'));

    const plan = quickPlan('charge-point');
    plan.endpoint.listen = url;
    const seen: (string | undefined)[] = [];
    const again = await play({ library: makeLibrary('charge-point', { PP_2: makeSource([{ send: 'ClearCache' }]) }), plan, out, onEvent: (event) => { if (event.type === 'testcase-started') seen.push(station.settings.get('HeartbeatInterval')); } });
    assert.equal(only(again).verdict, 'passed');
    assert.deepEqual(seen, ['300'], 'before the first testcase');
    assert.equal(station.settings.get('LocalPreAuthorize'), 'false');
    assert.ok(!(await readdir(out)).includes('undo-journal.json'));
  }).timeout(30_000);

  for (const reporter of ['spec', 'json']) {
    it(`prints the same verdicts with the Mocha reporter ${reporter}`, async () => {
      const [url, out] = [`ws://127.0.0.1:${await freePort()}/ocpp`, await makeFolder()];
      const child = start(['mocha', url, out, reporter]);
      let printed = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => { printed += text; });
      stationAt(url, { settings: SETTINGS });
      const [code] = await once(child, 'close');
      assert.equal(code, 1, printed);
      const [run = ''] = await readdir(out);
      const results = await readResults(join(out, run));
      assert.deepEqual(results.map(({ verdict }) => verdict), ['passed', 'failed', 'not-applicable']);
      assert.ok((await readFile(join(out, run, 'run.json'), 'utf8')).includes('"exitCode": 1'));
      // Where CI is set, Mocha colours what no terminal reads.
      if (reporter === 'spec') assert.match(stripVTControlCharacters(printed), /✔ PP_1[^]*1\) PP_2[^]*- PP_3[^]*1 passing[^]*1 pending[^]*1 failing[^]*expected: [^\n]*listVersion 99/);
      else assertMochaJson(JSON.parse(printed));
    }).timeout(30_000);
  }
});

function assertMochaJson(value: unknown): void {
  assert.ok(typeof value === 'object' && value !== null && 'stats' in value && 'failures' in value && Array.isArray(value.failures));
  const { stats, failures } = value;
  assert.ok(typeof stats === 'object' && stats !== null && 'passes' in stats && 'failures' in stats && 'pending' in stats);
  assert.deepEqual([stats.passes, stats.failures, stats.pending], [1, 1, 1]);
  assert.match(JSON.stringify(failures), /PP_2.*listVersion/);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return typeof address === 'object' && address !== null ? address.port : 0;
}
