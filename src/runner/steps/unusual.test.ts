import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../../testcase/types.ts';
import { makeLibrary, makeSource } from '../testing/library.ts';
import { only, play, removeFolders, tell } from '../testing/play.ts';
import type { Behaviour } from '../testing/station.ts';
import type { CsmsBehaviour } from '../testing/csms.ts';

const BOOT: Step[] = [{ connect: true }, { send: 'BootNotification', reply: { status: 'Accepted' } }];

async function ofStation(steps: Step[], station: Behaviour): Promise<string[]> {
  const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(steps) }), station }));
  return [result.verdict, ...tell(result)];
}

async function ofCsms(steps: Step[], csms: CsmsBehaviour): Promise<string[]> {
  const result = only(await play({ library: makeLibrary('csms', { PP_1: makeSource([...BOOT, ...steps]) }), csms }));
  return [result.verdict, ...tell(result)];
}

describe('runner: steps that are out of the ordinary', () => {
  afterEach(removeFolders);
  const silent: Step[] = [{ send: 'ClearCache', reply: 'none', within: 200 }];

  it('want no answer, and fail where one comes', async () => {
    assert.deepEqual(await ofStation(silent, { onCall: (_station, { action }) => action === 'ClearCache' }), ['passed']);
    assert.deepEqual(await ofStation(silent, {}), ['failed', 'failed 1: expected no answer to ClearCache; got CALLRESULT {"status":"Accepted"}']);
  });

  it('take a closed connection for no answer', async () => {
    const closes: Behaviour = { onOpen: (_station, count) => count > 1, onCall: (station, { action }) => { if (action === 'ClearCache') station.socket?.close(); return action === 'ClearCache'; } };
    assert.deepEqual(await ofStation(silent, closes), ['passed']);
  });

  it('limit a call by `within`', async () => {
    const [verdict, failure] = await ofStation([{ send: 'ClearCache', within: 200 }], { onCall: (_station, { action }) => action === 'ClearCache' });
    assert.equal(verdict, 'failed');
    assert.match(failure ?? '', /got none in 200 ms/);
  });

  it('send what is invalid as it is', async () => {
    const seen: string[] = [];
    const steps: Step[] = [{ send: 'Wave', invalid: true, with: { hand: 2 }, reply: { error: 'NotImplemented' } }];
    const refuses: Behaviour = { onCall: (station, { id, action, payload }) => {
      if (action !== 'Wave') return false;
      seen.push(JSON.stringify(payload));
      station.raw(JSON.stringify([4, id, 'NotImplemented', '', {}]));
      return true;
    } };
    assert.deepEqual(await ofStation(steps, refuses), ['passed']);
    assert.deepEqual(seen, ['{"hand":2}']);
    assert.equal((await ofStation(steps, {}))[0], 'failed');
  });

  it('blame the CSMS for what its driver could do before', async () => {
    let asked = 0;
    const csms: CsmsBehaviour = { onTrigger: (server, action) => {
      asked += 1;
      if (asked > 1) return 404;
      server.raw(`[2,"t${asked}","${action}",{}]`);
      return 200;
    } };
    const steps = (proven: { proven?: true }): Step[] => [{ trigger: 'ClearCache' }, { expect: 'ClearCache' }, { trigger: 'ClearCache', ...proven }, { expect: 'ClearCache' }];
    const [verdict, failure] = await ofCsms(steps({ proven: true }), csms);
    assert.equal(verdict, 'failed');
    assert.match(failure ?? '', /a CSMS that can send ClearCache to the connected station, as before/);
    asked = 0;
    assert.equal((await ofCsms(steps({}), csms))[0], 'error');
  });

  it('open a connection before the older one ends', async () => {
    const beside = async (connect: Step): Promise<number[]> => {
      const open: number[] = [];
      const csms: CsmsBehaviour = { onCall: ({ server }, _socket, { action }) => {
        if (action === 'BootNotification') server.on('connection', () => open.push(server.clients.size));
        return false;
      } };
      assert.deepEqual(await ofCsms([connect, { expect: 'Open' }, { send: 'Heartbeat' }], csms), ['passed']);
      return open;
    };
    assert.deepEqual(await beside({ connect: { abandon: true } }), [2]);
    assert.deepEqual(await beside({ connect: { subprotocols: ['ocpp1.6'] } }), [1]);
  });
});
