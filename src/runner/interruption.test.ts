import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../testcase/types.ts';
import type { RunEvent } from '../trace/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { only, play, quickPlan, removeFolders, tell } from './testing/play.ts';
import type { Behaviour } from './testing/station.ts';

/** Limits so long that only the interruption can end the run within a test's time. */
const slow = quickPlan('charge-point', { timing: { messageTimeout: '10m', bootTimeout: '10m', operatorTimeout: '10m' } });
const never = new Promise<number>(() => undefined);
const SEND: Step[] = [{ send: 'ClearCache' }];
const SECOND = makeSource([{ send: 'GetLocalListVersion' }]);

describe('runner: an interruption', () => {
  afterEach(() => {
    // Mocha's own time limit is the one timer that may be left: others would hold the process for minutes.
    assert.ok(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length <= 1, 'a timer is left');
    return removeFolders();
  });

  /** Interrupts a run of two testcases at the event that `when` accepts, and checks that it ends well. */
  const interrupt = async (
    { given = [], body = SEND, station, when, reason = 'SIGINT' }: { given?: Step[]; body?: Step[]; station: Behaviour; when(event: RunEvent): boolean; reason?: string },
  ): Promise<Awaited<ReturnType<typeof play>>> => {
    const abort = new AbortController();
    const library = makeLibrary('charge-point', { PP_1: makeSource(body, given.length > 0 ? { given: ['somewhere'] } : {}), PP_2: SECOND }, { somewhere: given });
    return play({ library, plan: slow, station, signal: abort.signal, onEvent: (event) => { if (when(event)) abort.abort(reason); } });
  };
  const calls = (action: string) => (event: RunEvent): boolean =>
    event.type === 'wire' && event.event.type === 'frame' && event.event.direction === 'out' && event.event.action === action && event.event.frame.kind === 'CALL';
  const mute = (action: string): Behaviour => ({ onCall: (_station, call) => call.action === action });

  it('ends a testcase in its given, with complete reports', async () => {
    const played = await interrupt({ given: SEND, body: [{ send: 'GetLocalListVersion' }], station: mute('ClearCache'), when: calls('ClearCache') });
    assert.equal(played.run.exitCode, 130);
    assert.equal(played.run.interrupted, 'SIGINT');
    assert.equal(only(played).verdict, 'inconclusive');
    assert.match(tell(only(played)).join(), /inconclusive interrupted: .*the run was ended by SIGINT/);
  });

  it('ends a testcase in a step, by either signal', async () => {
    const played = await interrupt({ station: mute('ClearCache'), when: calls('ClearCache'), reason: 'SIGTERM' });
    assert.equal(played.run.exitCode, 143);
    assert.equal(only(played).verdict, 'inconclusive');
  });

  it('ends a wait, an expectation and a collection', async () => {
    const bodies: Step[][] = [[{ wait: '10m' }], [{ operator: 'plug-in' }, { expect: 'StatusNotification' }], [{ operator: 'plug-in' }, { absent: 'Heartbeat', for: '10m' }], [{ send: 'ClearCache', every: '10m', count: 3 }]];
    for (const body of bodies) {
      const played = await interrupt({ body, station: {}, when: (event) => event.type === 'operator' || calls('ClearCache')(event) || (event.type === 'testcase-started' && 'wait' in (body[0] ?? {})) });
      assert.equal(played.run.exitCode, 130, JSON.stringify(body));
      assert.equal(only(played).verdict, 'inconclusive');
    }
  });

  it('ends while an operator is awaited who never answers', async () => {
    const played = await interrupt({ body: [{ operator: 'present-token', token: '$valid' }], station: { onAct: () => never }, when: (event) => event.type === 'operator' && event.waiting });
    assert.equal(played.run.exitCode, 130);
    assert.equal(only(played).verdict, 'inconclusive');
  });

  it('ends while a device is awaited that never comes', async () => {
    const abort = new AbortController();
    const station = { url: '', perform: () => Promise.resolve({ status: 501, body: {} }), close: () => Promise.resolve() };
    const embedding = { station: () => {
      // The device has been started, so the run waits for it from now on.
      queueMicrotask(() => queueMicrotask(() => abort.abort('SIGINT')));
      return Promise.resolve(station);
    } };
    const { run } = await play({ library: makeLibrary('charge-point', { PP_1: SECOND }), plan: slow, signal: abort.signal, embedding });
    assert.deepEqual([run.exitCode, run.testcases.length], [130, 0]);
  });

  it('ends in cleanup after a little while, and says what was left', async () => {
    const station: Behaviour = { onAct: (_station, action) => (action === 'unplug' ? never : 200) };
    let ended = false;
    const played = await interrupt({
      body: [{ operator: 'plug-in', connector: 1 }, { send: 'ClearCache' }], station,
      when: (event) => (ended ||= event.type === 'step' && event.step.path === '2'),
    });
    assert.equal(played.run.exitCode, 130);
    assert.notEqual(only(played).verdict, 'failed');
  });

  it('still restores settings when it is interrupted', async () => {
    const abort = new AbortController();
    const body: Step[] = [{ operator: 'present-token', token: '$valid' }];
    const library = makeLibrary('charge-point', { PP_1: makeSource(body, { settings: { HeartbeatInterval: '17' } }) });
    const seen: (string | undefined)[] = [];
    const { stations } = await play({
      library, plan: slow, signal: abort.signal, station: { onAct: (station) => { seen.push(station.settings.get('HeartbeatInterval')); return never; } },
      onEvent: (event) => { if (event.type === 'operator') abort.abort('SIGINT'); },
    });
    assert.deepEqual([...seen, stations[0]?.settings.get('HeartbeatInterval')], ['17', '300']);
  });

  it('leaves to the next run what a call in flight keeps it from restoring, and says so', async () => {
    const abort = new AbortController();
    const library = makeLibrary('charge-point', { PP_1: makeSource(SEND, { settings: { HeartbeatInterval: '17' } }) });
    const played = await play({ library, plan: slow, signal: abort.signal, station: mute('ClearCache'), onEvent: (event) => { if (calls('ClearCache')(event)) abort.abort('SIGINT'); } });
    assert.match(only(played).notes.join(), /cut short after 8 s; the next run restores HeartbeatInterval/);
  });

  it('starts nothing when it comes before the run', async () => {
    const { run } = await play({ library: makeLibrary('charge-point', { PP_1: SECOND }), plan: slow, signal: AbortSignal.abort('SIGINT'), station: {} });
    assert.deepEqual([run.exitCode, run.testcases.length], [130, 0]);
  });
});
