import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../testcase/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { makeFolder, only, play, quickPlan, removeFolders, tell } from './testing/play.ts';
import { NothingSelected, runSuite } from './run.ts';
import type { Asked, Behaviour, Station } from './testing/station.ts';

const GOOD = makeSource([{ send: 'ClearCache', reply: { status: 'Accepted' } }]);
const BAD = makeSource([{ send: 'GetLocalListVersion', reply: { listVersion: 99 } }]);
const DOUBTFUL = makeSource([{ operator: 'press-stop' }]);
const refusing: Behaviour = { onAct: () => 501 };
const verdicts = ({ run }: Awaited<ReturnType<typeof play>>): string[] => run.testcases.map(({ id, verdict }) => `${id} ${verdict}`);

describe('runner: runs', () => {
  afterEach(removeFolders);

  it('exits with 0, 1 or 2 by the worst verdict', async () => {
    const exit = async (cases: Record<string, typeof GOOD>): Promise<number> => (await play({ library: makeLibrary('charge-point', cases), station: refusing })).run.exitCode;
    assert.equal(await exit({ PP_1: GOOD, PP_2: makeSource([], { requires: ['reservation'] }) }), 0);
    assert.equal(await exit({ PP_1: GOOD, PP_2: BAD, PP_3: DOUBTFUL }), 1);
    assert.equal(await exit({ PP_1: GOOD, PP_3: DOUBTFUL }), 2);
  });

  it('says of a pass after a retry that it is flaky, and exits with 0', async () => {
    let asked = 0;
    const onCall = (station: Station, { id, action }: Asked): boolean => {
      if (action === 'ClearCache') station.answer(id, { status: (asked += 1) === 1 ? 'Rejected' : 'Accepted' });
      return action === 'ClearCache';
    };
    const played = await play({ library: makeLibrary('charge-point', { PP_1: GOOD, PP_2: BAD }), retries: 2, station: { onCall } });
    assert.deepEqual(played.run.testcases.map(({ verdict, attempt, flaky }) => [verdict, attempt, flaky]), [['passed', 2, true], ['failed', 3, false]]);
    assert.equal(played.run.counts.flaky, 1);
  });

  it('stops at the first that is bad with bail', async () => {
    const played = await play({ library: makeLibrary('charge-point', { PP_1: GOOD, PP_2: BAD, PP_3: GOOD }), bail: true, station: {} });
    assert.deepEqual(verdicts(played), ['PP_1 passed', 'PP_2 failed']);
    assert.deepEqual([played.run.interrupted, played.run.exitCode], ['bail', 1]);
  });

  it('resumes with what has not passed, and has nothing to do when all has', async () => {
    const library = makeLibrary('charge-point', { PP_1: GOOD, PP_2: BAD, PP_3: DOUBTFUL });
    const { folder } = await play({ library, station: refusing });
    const again = await play({ library, station: {}, resume: folder });
    assert.deepEqual(verdicts(again), ['PP_2 failed', 'PP_3 passed']);
    const whole = await play({ library: makeLibrary('charge-point', { PP_1: GOOD }), station: {} });
    await assert.rejects(play({ library: makeLibrary('charge-point', { PP_1: GOOD }), station: {}, resume: whole.folder }), NothingSelected);
  });

  it('refuses to resume a run that does not exist', async () => {
    await assert.rejects(play({ library: makeLibrary('charge-point', { PP_1: GOOD }), station: {}, resume: join(await makeFolder(), 'nowhere') }), /no run to resume/);
  });

  it('shares testcases out to shards, each once', async () => {
    const library = makeLibrary('charge-point', Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`PP_${index}`, GOOD])));
    const parts = [];
    for (const index of [1, 2, 3]) parts.push(...verdicts(await play({ library, station: {}, shard: { index, of: 3 } })));
    assert.deepEqual(parts.sort(), Array.from({ length: 7 }, (_, index) => `PP_${index} passed`));
  });

  it('expects failures: one that fails is none, one that passes fails the run', async () => {
    const expectedFailures = [{ id: 'PP_2', reason: 'not wired' }];
    const as = await play({ library: makeLibrary('charge-point', { PP_1: GOOD, PP_2: BAD }), plan: quickPlan('charge-point', { expectedFailures }), retries: 3, station: {} });
    assert.deepEqual([as.run.exitCode, as.run.counts.expectedFailures, as.run.testcases[1]?.attempt], [0, 1, 1]);
    const not = await play({ library: makeLibrary('charge-point', { PP_2: GOOD }), plan: quickPlan('charge-point', { expectedFailures }), station: {} });
    assert.deepEqual([not.run.exitCode, not.run.counts.unexpectedPasses], [1, 1]);
  });

  it('gives the same verdicts with two lanes as with one', async () => {
    const library = makeLibrary('charge-point', { PP_1: GOOD, PP_2: BAD, PP_3: DOUBTFUL, PP_4: GOOD, PP_5: makeSource([{ wait: 50 }]), PP_6: BAD });
    const one = await play({ library, station: refusing });
    const two = await play({ library, lanes: 2, station: refusing });
    assert.deepEqual(verdicts(two), verdicts(one));
    assert.deepEqual(new Set(two.run.testcases.map(({ station }) => station)), new Set(['CP001', 'CP002']));
    assert.equal(two.run.exitCode, one.run.exitCode);
  });

  it('counts an order across streams under strict certification only', async () => {
    const steps: Step[] = [{ operator: 'plug-in' }, { expect: 'StatusNotification', where: { connectorId: 1, status: 'Preparing' } }, { expect: 'Authorize' }];
    const station: Behaviour = { onAct: (device, action) => {
      if (action === 'plug-in') void device.call('Authorize', { idTag: 'TAG-1' }).then(() => device.status('Preparing')).then(() => device.status('Available'));
      return undefined;
    } };
    const library = makeLibrary('charge-point', { PP_1: makeSource(steps) });
    const plain = only(await play({ library, station }));
    assert.equal(plain.verdict, 'passed', tell(plain).join());
    assert.deepEqual(plain.warnings.map(({ rule, level }) => [rule, level]), [['certification/order', 'certification']]);
    const strict = only(await play({ library, station, strict: 'certification' }));
    assert.deepEqual([strict.verdict, strict.failures[0]?.rule], ['failed', 'certification/order']);
  });

  it('reports a testcase that cannot be played as error, and goes on', async () => {
    const library = makeLibrary('charge-point', {
      PP_1: () => { throw new RangeError('of the facts'); }, PP_2: makeSource([{ state: 'nowhere' }]),
      PP_3: makeSource([{ send: 'ClearCache', with: { x: '$unheard' } }]), PP_4: makeSource([{ operator: 'plug-in' }, { expect: 'Close', where: { code: '$unheard' } }]), PP_5: GOOD,
    });
    const station: Behaviour = { onAct: (device, action) => { if (action === 'plug-in') device.socket?.close(); return undefined; } };
    const played = await play({ library, station });
    assert.deepEqual(verdicts(played), ['PP_1 error', 'PP_2 error', 'PP_3 error', 'PP_4 error', 'PP_5 passed']);
    assert.match(tell(played.run.testcases[0] ?? assert.fail()).join(), /RangeError: of the facts/);
    assert.match(tell(played.run.testcases[1] ?? assert.fail()).join(), /no state nowhere/);
    assert.match(tell(played.run.testcases[3] ?? assert.fail()).join(), /\$unheard/);
    assert.equal(played.run.exitCode, 2);
  });

  it('says that a listen address is in use, and leaves no folder', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => { taken.listen(0, '127.0.0.1', resolve); });
    const address = taken.address();
    const plan = quickPlan('charge-point');
    plan.endpoint.listen = `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/ocpp`;
    const out = await makeFolder();
    await assert.rejects(play({ library: makeLibrary('charge-point', { PP_1: GOOD }), plan, out }), { code: 'EADDRINUSE', message: /cannot listen on ws:\/\/127\.0\.0\.1:\d+\/ocpp/ });
    assert.deepEqual(await readdir(out), []);
    await new Promise((resolve) => { taken.close(resolve); });
  });

  it('reports what there is when a device cannot be started', async () => {
    const { run, notices } = await play({ library: makeLibrary('charge-point', { PP_1: GOOD }), embedding: { station: () => Promise.reject(new Error('no such device')) } });
    assert.deepEqual([run.exitCode, run.testcases.length], [2, 0]);
    assert.match(notices.join(), /no such device/);
  });

  it('throws where nothing is selected', async () => {
    const options = { plan: quickPlan('charge-point'), selection: { ids: [], grep: 'nothing', includeOneWay: false }, lanes: 1, retries: 0, bail: false, reporters: [], timeScale: 1, out: await makeFolder(), library: makeLibrary('charge-point', { PP_1: GOOD }) };
    await assert.rejects(runSuite(options, { reporters: [], dispatch: () => undefined, notice: () => undefined }), NothingSelected);
  });
});
