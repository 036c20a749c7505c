import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import type { Step } from '../testcase/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { makeFolder, only, play, quickPlan, removeFolders, tell } from './testing/play.ts';
import { Station } from './testing/station.ts';

const PLUG: Step[] = [{ operator: 'plug-in', connector: '$connector' }, { send: 'ClearCache' }];

describe('runner: operators', () => {
  afterEach(removeFolders);

  for (const [status, verdict] of [[200, 'passed'], [204, 'passed'], [500, 'error'], [404, 'error'], [501, 'inconclusive']] as const) {
    it(`takes ${status} for ${verdict}`, async () => {
      const acts: string[] = [];
      const onAct = (_station: Station, action: string): number => {
        acts.push(action);
        return action === 'plug-in' ? status : 200;
      };
      const played = await play({ library: makeLibrary('charge-point', { PP_1: makeSource(PLUG) }), station: { onAct } });
      const result = only(played);
      assert.equal(result.verdict, verdict, tell(result).join());
      assert.equal(played.run.exitCode, verdict === 'passed' ? 0 : 2);
      // What could not be done need not be undone.
      assert.deepEqual(acts, status === 501 ? ['plug-in'] : ['plug-in', 'unplug']);
    });
  }

  it('ends in error for an operator that never answers, and does not wait as long for it in cleanup', async () => {
    const plan = quickPlan('charge-point', { timing: { operatorTimeout: '3s' } });
    const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(PLUG) }), plan, station: { onAct: () => new Promise<number>(() => undefined) } }));
    assert.equal(result.verdict, 'error');
    assert.match(tell(result).join(), /error 1: .*no answer within 3000 ms/);
    assert.match(result.notes.join(), /unplug was not done: .*no answer within 2000 ms/);
  });

  it('is inconclusive where an operator cannot act in a given', async () => {
    const library = makeLibrary('charge-point', { PP_1: makeSource([], { given: ['plugged'] }) }, { plugged: PLUG });
    assert.equal(only(await play({ library, station: { onAct: () => 501 } })).verdict, 'inconclusive');
  });

  it('is in error for a question that is answered with neither yes nor no', async () => {
    const library = makeLibrary('charge-point', { PP_1: makeSource([{ operator: 'observe', question: 'Is the light on?' }]) });
    const result = only(await play({ library, station: {} }));
    assert.match(tell(result).join(), /error 1: .*did not answer with/);
  });

  it('asks a rig over HTTP, however it answers', async () => {
    const bodies: string[] = ['', '{"reason":"relay 3 is stuck"}', '<html>', '\u0000'];
    for (const [index, body] of bodies.entries()) {
      const rig = await listen(index === 0 ? 200 : 500, body);
      const port = await freePort();
      const plan = quickPlan('charge-point');
      plan.endpoint.listen = `ws://127.0.0.1:${port}/ocpp`;
      plan.operator = { mode: 'http', url: `http://127.0.0.1:${portOf(rig)}` };
      const station = new Station(`ws://127.0.0.1:${port}/ocpp/CP001`, createClock());
      try {
        const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(PLUG) }), plan, out: await makeFolder() }));
        assert.equal(result.verdict, index === 0 ? 'passed' : 'error', tell(result).join());
      } finally {
        await station.close();
        rig.close();
      }
    }
  });
});

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function listen(status: number, body: string): Promise<Server> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return server;
}

async function freePort(): Promise<number> {
  const server = await listen(200, '');
  const port = portOf(server);
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
