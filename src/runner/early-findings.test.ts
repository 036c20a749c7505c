import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../testcase/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { play, removeFolders, tell } from './testing/play.ts';
import type { Behaviour } from './testing/station.ts';

const ASK: Step[] = [{ send: 'ClearCache', reply: { status: 'Accepted' } }];
const TWO = makeLibrary('charge-point', { PP_1: makeSource(ASK), PP_2: makeSource(ASK) });

/** Boots with this vendor, and reports Available where it was accepted. */
const bootsAs = (vendor: string, note = ''): Behaviour => ({
  onOpen: (station) => {
    void (async () => {
      const answer = await station.call('BootNotification', { chargePointVendor: vendor, chargePointModel: 'M' });
      if (answer[0] !== 3) return;
      if (note !== '') station.raw(note);
      await station.status('Available', 0);
      await station.status('Available');
    })();
    return true;
  },
});

describe('runner: what a device breaks before the first testcase', () => {
  afterEach(removeFolders);

  it('counts for the first testcase, and for no other', async () => {
    const { run } = await play({ library: TWO, station: bootsAs('V', '[3,"nobody",{}]') });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['failed', 'passed']);
    assert.match(tell(run.testcases[0] ?? assert.fail()).join('\n'), /^failed framing\/answer-to-a-call: /);
    assert.deepEqual(run.findings, []);
  });

  it('is told where the BootNotification is refused, and why nothing can be judged then', async () => {
    const { run } = await play({ library: TWO, station: bootsAs('V'.repeat(21)) });
    const [first, second] = run.testcases.map(tell);
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['failed', 'inconclusive']);
    assert.match(first?.join('\n') ?? '', /failed framing\/schema: expected \$\[3\]\.chargePointVendor: /);
    assert.match(second?.join('\n') ?? '', /a device that can be registered; got its BootNotification was answered with CALLERROR: \$\[3\]\.chargePointVendor: /);
  });

  it('stays with the run where no testcase applies', async () => {
    const library = makeLibrary('charge-point', { PP_1: makeSource(ASK, { requires: ['smart-charging'] }) });
    const { run } = await play({ library, station: bootsAs('V', '[3,"nobody",{}]') });
    assert.deepEqual([run.testcases.map(({ verdict }) => verdict), run.findings.map(({ rule }) => rule)], [['not-applicable'], ['framing/answer-to-a-call']]);
  });

  it('leaves a device alone that keeps the rules', async () => {
    const { run } = await play({ library: TWO, station: bootsAs('V'), underMocha: false });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['passed', 'passed']);
  });
});
