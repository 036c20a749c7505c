import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JsonValue } from '../ocppj/types.ts';
import { describeStep, describeTestcase } from './describe.ts';
import { foldTestcase } from './fold.ts';
import { defaultFacts } from './sample-facts.ts';
import type { Step } from './types.ts';

const scope = new Map<string, JsonValue>([['connector', 2], ['valid', 'TAG-1'], ['gap', 2500]]);

const SENTENCES: readonly (readonly [Step, string])[] = [
  [{ operator: 'plug-in', connector: '$connector' }, 'Plug the cable in (connector 2)'],
  [{ operator: 'observe', question: 'Is it on?' }, 'Look and answer (question "Is it on?")'],
  [{ trigger: 'Reset', with: { type: 'Soft' } }, 'Ask the CSMS to send Reset (type "Soft")'],
  [{ setup: 'token', with: { idTag: '$valid' } }, 'Set up the CSMS: token (idTag "TAG-1")'],
  [{ send: 'ClearCache' }, 'Send ClearCache; it is answered'],
  [{ send: 'ClearCache', reply: { status: 'Accepted' } }, 'Send ClearCache; it is answered with status "Accepted"'],
  [{ send: 'ClearCache', reply: { error: true }, count: 3 }, 'Send ClearCache 3 times; it is answered with CALLERROR'],
  [{ send: 'ClearCache', reply: { error: ['A', 'B'] } }, 'Send ClearCache; it is answered with CALLERROR ["A","B"]'],
  [{ send: 'ClearCache', reply: { oneOf: { yes: { reply: {}, clause: '1' }, no: { reply: {}, clause: '2' } } } }, 'Send ClearCache; it is answered with one of yes, no'],
  [{ raw: 'x'.repeat(200) }, `Send the text ${'x'.repeat(80)}`],
  [{ expect: 'StatusNotification', which: { connectorId: '$connector' }, where: { status: 'Charging' } }, 'Expect StatusNotification (connectorId 2, status "Charging")'],
  [{ expect: 'Heartbeat', after: '1s', within: '$gap', since: '$boot' }, 'Expect Heartbeat, not before 1 s, within 2.5 s of $boot'],
  [{ collect: 'MeterValues', until: { count: 3 } }, 'Collect MeterValues until 3 came'],
  [{ collect: 'MeterValues', each: { connectorId: 1 }, until: { quiet: '5s' } }, 'Collect MeterValues (connectorId 1) until none came for 5 s'],
  [{ collect: 'MeterValues', until: { where: { connectorId: 1 } } }, 'Collect MeterValues until one came with connectorId 1'],
  [{ absent: 'StartTransaction', for: '2m' }, 'Expect no StartTransaction for 2 min'],
  [{ allow: 'BootNotification' }, 'Allow BootNotification'],
  [{ optional: [{ expect: 'Authorize' }, { expect: 'Heartbeat' }] }, 'Perhaps: Expect Authorize; Expect Heartbeat'],
  [{ oneOf: { a: [{ expect: 'Authorize' }], b: [{ expect: 'Heartbeat' }] } }, 'One of: a (Expect Authorize) or b (Expect Heartbeat)'],
  [{ if: { ref: '$x.reply.status', is: 'Accepted' }, then: [{ wait: 10 }] }, 'If $x.reply.status is "Accepted": Wait 10 ms'],
  [{ offline: 'blackhole' }, 'Go offline (blackhole)'],
  [{ wait: '$unknown' }, 'Wait $unknown'],
  [{ verify: 'order' }, 'Verify: order'],
];

describe('testcase/describe', () => {
  for (const [step, sentence] of SENTENCES) it(sentence.slice(0, 60), () => assert.equal(describeStep(step, scope), sentence));

  it('shows references as they are without a scope', () => {
    assert.equal(describeStep({ expect: 'Authorize', where: { idTag: '$valid' } }), 'Expect Authorize (idTag $valid)');
  });

  it('reads a testcase back as lines: conditions, settings, steps with their notes', () => {
    const steps: Step[] = [{ operator: 'unplug', note: 'gently' }, { expect: 'StatusNotification' }];
    const folded = foldTestcase({ title: 'T', purpose: 'P', spec: ['1'], profile: 'Core', requires: ['core'], settings: { A: '1', B: { not: '0' }, C: { ifImplemented: 'true' } }, steps }, defaultFacts('1.6', 'charge-point'), new Map());
    assert.deepEqual(describeTestcase(folded), [
      'Applies where: core', 'Setting: A = 1', 'Setting: B = not 0', 'Setting: C = true, where it is implemented',
      '1      Unplug the cable – gently', '2      Expect StatusNotification',
    ]);
  });
});
