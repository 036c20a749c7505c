import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { makeLibrary, makeSource } from './testing/library.ts';
import { only, play, quickPlan, removeFolders } from './testing/play.ts';

const START = { connectorId: 1, idTag: 'TAG-1', meterStart: 0, timestamp: '2026-01-01T00:00:00Z' };

describe('runner/cleanup', () => {
  afterEach(removeFolders);

  it('also stops a transaction that begins while it stops the others', async () => {
    const stopped: unknown[] = [];
    const played = await play({
      library: makeLibrary('charge-point', { PP_1: makeSource([{ operator: 'plug-in', connector: 1 }, { expect: 'StartTransaction', reply: { transactionId: 41, idTagInfo: { status: 'Accepted' } } }]) }),
      station: {
        onAct: (station, action) => {
          if (action === 'plug-in') void station.call('StartTransaction', START);
          return undefined;
        },
        onCall: (station, { id, action, payload: { transactionId } }) => {
          if (action !== 'RemoteStopTransaction') return false;
          stopped.push(transactionId);
          const next = stopped.length === 1 ? station.call('StartTransaction', START) : Promise.resolve([]);
          void next.then(() => {
            station.answer(id, { status: 'Accepted' });
            return station.call('StopTransaction', { transactionId, meterStop: 0, timestamp: START.timestamp });
          });
          return true;
        },
      },
    });
    assert.equal(only(played).verdict, 'passed');
    assert.equal(stopped.length, 2);
    assert.equal(stopped[0], 41);
    assert.notEqual(stopped[1], 41);
  });

  it('takes the status that follows a restored availability for that of this testcase', async () => {
    const { run } = await play({
      library: makeLibrary('charge-point', {
        PP_1: makeSource([{ send: 'ChangeAvailability', with: { connectorId: 1, type: 'Inoperative' }, reply: { status: 'Accepted' } }]),
        PP_2: makeSource([{ send: 'ClearCache' }]),
      }),
      station: {
        onCall: (station, { id, action, payload }) => {
          if (action !== 'ChangeAvailability') return false;
          station.answer(id, { status: 'Accepted' });
          // Against the schema, so that it counts for the testcase which it comes in.
          if (payload['type'] === 'Operative') station.clock.after(5, () => void station.call('StatusNotification', { connectorId: 1 }));
          return true;
        },
      },
    });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['failed', 'passed']);
  });
});

describe('runner/attempt', () => {
  afterEach(removeFolders);

  it('does not apply where the plan lacks a token that the testcase names, whole or a part of it', async () => {
    const plan = quickPlan('charge-point');
    delete plan.device.tokens.parent;
    for (const use of ['$parent', '$parent.idToken']) {
      const result = only(await play({ plan, library: makeLibrary('charge-point', { PP_1: makeSource([{ send: 'RemoteStartTransaction', with: { idTag: use } }]) }), station: {} }));
      assert.deepEqual([result.verdict, result.reason], ['not-applicable', 'needs a token that is parent: the plan has none under device.tokens']);
    }
  });
});
