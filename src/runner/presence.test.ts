import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { makeFolder, only, play, quickPlan, removeFolders, tell } from './testing/play.ts';
import { Presence } from './presence.ts';
import { type Behaviour, Station } from './testing/station.ts';

const MANY = 48;
/** So many testcases that waiting a full limit for each would be seen by the test's own limit. */
const many = (): ReturnType<typeof makeLibrary> => makeLibrary('charge-point', Object.fromEntries(
  Array.from({ length: MANY }, (_, index) => [`PP_${index}`, makeSource([{ send: 'ClearCache', reply: { status: 'Accepted' } }])])));
const patient = quickPlan('charge-point', { timing: { messageTimeout: '1s', bootTimeout: '1s' } });

describe('runner: a device that is not there', () => {
  afterEach(removeFolders);

  const mute = (behaviour: Behaviour): Behaviour => ({ onCall: () => true, ...behaviour });

  it('waits once for a device that never connects, however many testcases there are', async () => {
    const { run, events } = await play({ library: many(), plan: patient, station: { connects: false } });
    assert.equal(run.counts.inconclusive, MANY);
    assert.equal(run.exitCode, 2);
    assert.match(run.testcases[0]?.reason ?? '', /expected a connection of CP001; got station CP001 did not connect/);
    const started = events.find((event) => event.type === 'run-started');
    assert.ok(started?.type === 'run-started' && started.notices.some((text) => text.includes('did not connect within 1000 ms')));
  }).timeout(20_000);

  it('waits once for a device that connects and never answers, booted or not', async () => {
    for (const boots of [true, false]) {
      const { run } = await play({ library: many(), plan: patient, station: mute({ boots }) });
      assert.equal(run.counts.inconclusive, MANY);
      assert.match(run.testcases[0]?.reason ?? '', /a device that boots, or answers/);
    }
  }).timeout(30_000);

  it('ends soon when the device hangs after a while', async () => {
    let calls = 0;
    const { run } = await play({ library: many(), plan: patient, station: { onCall: () => (calls += 1) > 9 } });
    const verdicts = run.testcases.map(({ verdict }) => verdict);
    assert.ok(run.counts.passed > 0 && run.counts.passed < 9, verdicts.join());
    assert.equal(run.counts.failed, verdicts.includes('failed') ? 1 : 0);
    assert.equal(run.counts.passed + run.counts.failed + run.counts.inconclusive, MANY);
  }).timeout(30_000);

  it('ends soon when the device vanishes for good', async () => {
    let calls = 0;
    const onCall = (station: Station): boolean => {
      calls += 1;
      if (calls > 9) station.socket?.terminate();
      return calls > 9;
    };
    const { run } = await play({ library: many(), plan: patient, station: { onCall, reconnects: false } });
    assert.ok(run.counts.passed > 0 && run.counts.passed < 9);
    assert.equal(run.counts.passed + run.counts.failed + run.counts.inconclusive, MANY);
    assert.match(run.testcases.at(-1)?.reason ?? '', /a connection of CP001/);
  }).timeout(20_000);

  it('ends soon when a connector never becomes free', async () => {
    const onCall = (station: Station, { action }: { action: string }): boolean => {
      if (action === 'ClearCache') void station.status('Faulted');
      return false;
    };
    const { run } = await play({ library: many(), plan: patient, station: { onCall } });
    assert.match(run.testcases.at(-1)?.reason ?? '', /every connector Available; got connector 1 is Faulted/);
  }).timeout(20_000);

  it('goes on when the device comes back', async () => {
    let gone = true;
    const onCall = (station: Station, { action }: { action: string }): boolean => {
      if (action === 'ClearCache' && gone) station.socket?.close();
      return action === 'ClearCache' && gone;
    };
    const cases = { PP_1: makeSource([{ send: 'ClearCache' }]), PP_2: makeSource([{ send: 'ClearCache' }]) };
    const { run } = await play({
      library: makeLibrary('charge-point', cases), station: { onCall },
      onEvent: (event) => { if (event.type === 'testcase-ended') gone = false; },
    });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['failed', 'passed']);
  });

  it('leaves the testcases to the lanes that have a device', async () => {
    const { run } = await play({ library: many(), lanes: 2, station: (lane) => (lane === 1 ? { connects: false } : {}) });
    assert.equal(run.counts.passed, MANY, run.testcases.map(({ verdict }) => verdict).join());
    assert.ok(run.testcases.every(({ lane }) => lane === 0));
  });

  it('knows a device that refuses to be asked from one that does not answer', async () => {
    const onCall = (station: Station, { id, action }: { id: string; action: string }): boolean => {
      if (action === 'GetConfiguration') station.raw(`[4,"${id}","NotSupported","",{}]`);
      return action === 'GetConfiguration';
    };
    const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource([{ send: 'ClearCache' }]) }), station: { onCall } }));
    assert.equal(result.verdict, 'inconclusive');
    assert.match(tell(result).join(), /MinimumStatusDuration/);
  });

  it('tells of a station with another identity what to do', async () => {
    const clock = createClock();
    let other: Station | undefined;
    const plan = quickPlan('charge-point');
    const { createServer } = await import('node:net');
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
    plan.endpoint.listen = `ws://127.0.0.1:${port}/ocpp`;
    const { notices } = await play({
      library: makeLibrary('charge-point', { PP_1: makeSource([]) }), plan, out: await makeFolder(),
      onEvent: () => undefined, embedding: { station: () => {
        other = new Station(`ws://127.0.0.1:${port}/ocpp/CP-OTHER`, clock, { reconnects: false });
        return Promise.resolve({ perform: () => Promise.resolve({ status: 501, body: {} }), close: async () => other?.close() });
      } },
    });
    assert.equal(notices.length, 1, notices.join('\n'));
    assert.match(notices[0] ?? '', /calls itself "CP-OTHER".*device\.station.*CP001/);
  });
});

describe('runner/presence', () => {
  it('waits the full time first, then ever less, and the full time again once it came', () => {
    const presence = new Presence();
    const waits = Array.from({ length: 60 }, () => {
      const ms = presence.patience('connection', 120_000);
      presence.missed('connection');
      return ms;
    });
    assert.deepEqual(waits.slice(0, 4), [120_000, 2_000, 1_000, 500]);
    assert.ok(waits.slice(1).reduce((sum, ms) => sum + ms, 0) <= 4_000);
    assert.equal(presence.patience('answer', 30_000), 30_000);
    presence.met('connection');
    assert.equal(presence.patience('connection', 120_000), 120_000);
  });
});
