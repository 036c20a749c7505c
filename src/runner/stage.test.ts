import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../testcase/types.ts';
import type { RunEvent, TestcaseResult } from '../trace/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { only, play, type PlayOptions, removeFolders, tell } from './testing/play.ts';
import type { Behaviour, Station } from './testing/station.ts';
import { toleranceOf } from './stage.ts';

const ACT: Step = { operator: 'plug-in', connector: 1 };

describe('runner/stage', () => {
  afterEach(removeFolders);

  const playOne = async (steps: Step[], station: Behaviour, change: Partial<PlayOptions> = {}): Promise<TestcaseResult> =>
    only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(steps) }), station, ...change }));
  /** A station that does this when the cable is plugged in. */
  const when = (does: (station: Station) => unknown): Behaviour => ({
    onAct: (station, action) => {
      if (action === 'plug-in') void does(station);
      return undefined;
    },
  });

  it('fails for what the scenario does not ask for, lists statuses, and lets free frames be', async () => {
    const boot = await playOne([ACT], when((station) => station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' })));
    assert.equal(boot.verdict, 'failed');
    assert.match(tell(boot).join(), /no BootNotification: nothing in the scenario asks for it/);
    const free = await playOne([ACT], when(async (station) => {
      await station.call('Heartbeat');
      await station.status('Preparing');
      await station.status('Available');
    }));
    assert.equal(free.verdict, 'passed');
    assert.equal(free.notes.filter((note) => note.includes('came without being asked for')).length, 2);
  });

  it('answers as the step says, and in the background otherwise', async () => {
    const heard: unknown[][] = [];
    const station = when(async (device) => {
      for (let index = 0; index < 3; index += 1) heard.push(await device.call('Authorize', { idTag: 'TAG-1' }));
    });
    const result = await playOne([ACT,
      { expect: 'Authorize', reply: { idTagInfo: { status: 'Blocked' } } }, { expect: 'Authorize', reply: { error: 'InternalError', description: 'no' } }, { expect: 'Authorize', reply: { exact: { odd: 1 } } },
    ], station);
    assert.equal(result.verdict, 'passed', tell(result).join());
    assert.deepEqual(heard.map(([kind, , third]) => [kind, third]), [[3, { idTagInfo: { status: 'Blocked' } }], [4, 'InternalError'], [3, { odd: 1 }]]);
  });

  it('ends in error where an answer refers to nothing, and says what', async () => {
    const result = await playOne([ACT, { expect: 'Authorize', reply: { idTagInfo: { status: '$unheard' } } }], when((station) => station.call('Authorize', { idTag: 'TAG-1' })));
    assert.equal(result.verdict, 'error');
    assert.match(tell(result).join(), /Nothing is known as \$unheard/);
  });

  it('blames a step for a call against the schema that it waits for, not one that has had its call', async () => {
    const bad = (station: Station): Promise<unknown> => station.call('Authorize', { idTag: 7 });
    const waiting = await playOne([ACT, { expect: 'Authorize' }], when(bad));
    assert.ok(waiting.failures.some(({ step }) => step === '2') && waiting.failures.some(({ rule }) => rule === 'framing/schema'), tell(waiting).join());
    const had = await playOne([ACT, { expect: 'Authorize' }], when(async (station) => { await station.call('Authorize', { idTag: 'TAG-1' }); await bad(station); }));
    assert.deepEqual(had.failures.map(({ rule }) => rule), ['framing/schema']);
  });

  it('sends nothing more of a testcase that is over', async () => {
    const sent: string[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'wire' && event.event.type === 'frame' && event.event.direction === 'out' && event.event.frame.kind === 'CALL' && event.event.action === 'ClearCache') sent.push(event.id ?? 'none');
    };
    const cases = { PP_1: makeSource([{ send: 'ClearCache', every: 40, count: 50 }, { expect: 'Authorize', within: 60 }]), PP_2: makeSource([{ wait: 200 }]) };
    const { run } = await play({ library: makeLibrary('charge-point', cases), station: {}, onEvent });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['failed', 'passed']);
    assert.ok(sent.length < 10 && sent.every((id) => id === 'PP_1'), sent.join());
  });

  it('gives a failure its requirement, step, sentence and frames', async () => {
    const result = await playOne([ACT, { expect: 'StatusNotification', where: { connectorId: 1, status: 'Preparing' }, clause: '4.9' }], when((station) => station.status('Charging')));
    const [failure] = result.failures;
    assert.equal(failure?.requirement, 'OCPP 1.6 4.9: It is played.');
    assert.deepEqual([failure?.step, failure?.stepText], ['2', 'Expect StatusNotification (connectorId 1, status "Preparing")']);
    assert.ok(failure?.frames.some(({ text, direction }) => direction === 'in' && text.includes('"Charging"')));
    assert.equal(result.steps.at(-1)?.status, 'failed');
  });

  it('takes the plan\'s tolerance or a tenth, never more than the certification tolerance unless the plan says so', () => {
    const tolerance = toleranceOf({ tolerance: 1_000, certificationTolerance: 4_000 });
    assert.deepEqual([500, 10_000, 20_000, 40_000, 900_000].map(tolerance), [1_000, 1_000, 2_000, 4_000, 4_000]);
  });
});
