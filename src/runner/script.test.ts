import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../testcase/types.ts';
import type { TestcaseResult } from '../trace/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { only, play, removeFolders, tell } from './testing/play.ts';
import type { Station } from './testing/station.ts';

const IDENTIFY: Step[] = [{ operator: 'present-token', token: '$valid' }, { expect: 'Authorize', as: 'x' }];
const started = { connectorId: 1, idTag: 'TAG-1', meterStart: 0, timestamp: new Date().toISOString() };

describe('runner/script', () => {
  afterEach(removeFolders);

  /** Plays steps against a station that sends these calls, one after the other, when the operator acts. */
  const run = async (steps: Step[], ...calls: [string, unknown][]): Promise<TestcaseResult> => {
    const onAct = (station: Station): undefined => {
      void (async () => { for (const [action, payload] of calls) await station.call(action, payload); })();
      return undefined;
    };
    return only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(steps) }), station: { onAct } }));
  };
  const authorize: [string, unknown] = ['Authorize', { idTag: 'TAG-1' }];
  const start: [string, unknown] = ['StartTransaction', started];
  const beat: [string, unknown] = ['Heartbeat', {}];
  const ifTag = (is: string, then: Step[], otherwise?: Step[]): Step => ({ if: { ref: '$x.payload.idTag', is }, then, ...(otherwise ? { else: otherwise } : {}) });

  it('takes the branch that a saved value decides', async () => {
    const both = (is: string): Step[] => [...IDENTIFY, ifTag(is, [{ expect: 'StartTransaction' }], [{ expect: 'Heartbeat' }])];
    assert.equal((await run(both('TAG-1'), authorize, start)).verdict, 'passed');
    assert.equal((await run(both('TAG-2'), authorize, beat)).verdict, 'passed');
    const wrong = await run(both('TAG-2'), authorize, start);
    assert.deepEqual([wrong.verdict, wrong.failures[0]?.step], ['failed', '3.else.1']);
    assert.match(tell(wrong).join(), /no StartTransaction: nothing in the scenario asks for it/);
  });

  it('compares with a reference, and takes what is not known for unequal', async () => {
    assert.equal((await run([...IDENTIFY, ifTag('$valid', [], [{ expect: 'StartTransaction' }])], authorize)).verdict, 'passed');
    assert.equal((await run([{ if: { ref: '$nothing.payload', is: 1 }, then: [{ expect: 'Authorize' }] }, { send: 'ClearCache' }])).verdict, 'passed');
  });

  it('carries what comes before an if is decided into the branch', async () => {
    const steps: Step[] = [...IDENTIFY, ifTag('TAG-1', [{ expect: 'StartTransaction' }])];
    assert.equal((await run(steps, start, authorize)).verdict, 'passed');
  });

  it('fails for what came before an if and no branch takes, also where a stimulus follows', async () => {
    for (const then of [[], [{ send: 'ClearCache' }], [{ expect: 'Heartbeat' }]] satisfies Step[][]) {
      const result = await run([...IDENTIFY, ifTag('TAG-1', then)], start, authorize, beat);
      assert.equal(result.verdict, 'failed', JSON.stringify(then));
      assert.match(tell(result).join(), /StartTransaction came/);
    }
  });

  it('verifies saved values, and waits on afterwards', async () => {
    const steps = (expected: string): Step[] => [...IDENTIFY, { verify: 'equals', with: { actual: '$x.payload.idTag', expected } }, { expect: 'StartTransaction' }];
    assert.equal((await run(steps('$valid'), start, authorize)).verdict, 'passed');
    assert.equal((await run(steps('$valid'), authorize, start)).verdict, 'passed');
    const wrong = await run(steps('$second'), authorize, start);
    assert.deepEqual([wrong.verdict, wrong.failures[0]?.step], ['failed', '3']);
    const missing = await run(steps('$valid'), authorize);
    assert.deepEqual([missing.verdict, missing.failures[0]?.step], ['failed', '4']);
  });

  it('is in error for a check that does not exist', async () => {
    const verify: Step = { verify: 'always-there', with: {} };
    const result = await run([...IDENTIFY, verify], authorize);
    assert.deepEqual([result.verdict, result.failures[0]?.step], ['error', '3']);
    assert.match(tell(result).join(), /a check that exists/);
  });

  it('fails where a branch is not met, at its step', async () => {
    const result = await run([...IDENTIFY, ifTag('TAG-1', [{ expect: 'StartTransaction' }])], authorize);
    assert.deepEqual([result.verdict, result.failures[0]?.step], ['failed', '3.then.1']);
  });

  it('is satisfied by a testcase without steps', async () => {
    assert.equal((await run([])).verdict, 'passed');
  });

  for (const mode of ['close', 'refuse', 'blackhole'] as const) {
    it(`answers nothing of what is queued before what is held has been asked (${mode})`, async () => {
      const order: string[] = [];
      const onOpen = (station: Station, count: number): boolean => {
        if (count === 1) return false;
        void station.call('Authorize', { idTag: 'TAG-1' }).then(() => order.push('answered'));
        return true;
      };
      const onCall = (_station: Station, { action }: { action: string }): boolean => {
        if (action === 'ClearCache') order.push('asked');
        return false;
      };
      const steps: Step[] = [{ offline: mode }, { wait: 60 }, { online: { hold: [{ send: 'ClearCache', reply: { status: 'Accepted' } }] } }, { expect: 'Authorize' }];
      const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(steps) }), station: { onOpen, onCall } }));
      assert.equal(result.verdict, 'passed', tell(result).join());
      assert.deepEqual(order, ['asked', 'answered']);
    });
  }

  it('answers again when what is held fails', async () => {
    let answered = false;
    const onOpen = (station: Station, count: number): boolean => {
      if (count > 1) void station.call('Authorize', { idTag: 'TAG-1' }).then(() => { answered = true; });
      return count > 1;
    };
    const onCall = (_station: Station, { action }: { action: string }): boolean => action === 'ClearCache';
    const steps: Step[] = [{ offline: 'close' }, { online: { hold: [{ send: 'ClearCache' }] } }, { expect: 'Authorize' }];
    const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(steps) }), station: { onOpen, onCall } }));
    assert.equal(result.verdict, 'failed');
    assert.match(tell(result).join(), /an answer to ClearCache; got none in 500 ms/);
    assert.equal(answered, true);
  });

  it('fails where the device does not come back online', async () => {
    const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource([{ offline: 'close' }, { online: true }]) }), station: { reconnects: false } }));
    assert.deepEqual([result.verdict, result.failures[0]?.step], ['failed', '2']);
    assert.match(tell(result).join(), /the device to connect again/);
  });
});
