import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { WebSocket } from 'ws';
import type { Step } from '../testcase/types.ts';
import type { HostileCsms } from './testing/csms.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { only, play, quickPlan, removeFolders, tell } from './testing/play.ts';

const BOOT: Step[] = [{ connect: true }, { send: 'BootNotification', reply: { status: 'Accepted' } }];
const BODY: Step[] = [{ send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } }];
const TRIGGER: Step[] = [{ trigger: 'ClearCache' }, { expect: 'ClearCache' }];

interface Misdeed {
  name: string;
  does(csms: HostileCsms, socket: WebSocket): void;
  recovers: boolean;
  rule?: string;
  step?: RegExp;
}

const NOTHING = /an answer to Authorize; got none in 500 ms/;
const GONE = /got the connection is gone/;
const flood = (csms: HostileCsms): void => { for (let index = 0; index < 1000; index += 1) csms.raw(`[2,"f${index}","ClearCache",{}]`); };

const MISDEEDS: readonly Misdeed[] = [
  { name: 'no answer', does: () => undefined, recovers: false, step: NOTHING },
  { name: 'an answer to an unknown id', does: (csms) => csms.raw('[3,"nobody",{}]'), recovers: true, rule: 'framing/answer-to-a-call' },
  { name: 'two calls at once', does: (csms) => { csms.raw('[2,"a","ClearCache",{}]'); csms.raw('[2,"b","ClearCache",{}]'); }, recovers: true, rule: 'framing/one-call-at-a-time' },
  { name: 'invalid JSON', does: (csms) => csms.raw('{{'), recovers: true, rule: 'framing/json-array' },
  { name: 'a binary frame', does: (csms) => csms.raw(Buffer.from([0, 1])), recovers: true, rule: 'framing/json-array' },
  { name: 'a 10 MB frame', does: (csms) => csms.raw(`["${'x'.repeat(10_000_000)}"]`), recovers: false, rule: 'framing/websocket', step: GONE },
  { name: 'a frame of another version', does: (csms) => csms.raw('[2,"v","GetVariables",{"getVariableData":[]}]'), recovers: true, rule: 'framing/action' },
  { name: 'a call against the schema', does: (csms) => csms.raw('[2,"v","Reset",{"type":"Warm"}]'), recovers: true, rule: 'framing/schema' },
  { name: 'a thousand calls a second', does: flood, recovers: true, rule: 'framing/one-call-at-a-time' },
  { name: 'a close', does: (_csms, socket) => socket.close(1001), recovers: false, step: GONE },
  { name: 'a lost TCP connection', does: (_csms, socket) => socket.terminate(), recovers: false, step: GONE },
];

describe('runner: a hostile CSMS', () => {
  afterEach(removeFolders);

  for (const misdeed of MISDEEDS) {
    const onCall = (csms: HostileCsms, socket: WebSocket, { action }: { action: string }): boolean => {
      if (action !== 'Authorize') return false;
      misdeed.does(csms, socket);
      return !misdeed.recovers;
    };

    it(`fails with the cause: ${misdeed.name} while our call is outstanding`, async () => {
      const library = makeLibrary('csms', { PP_1: makeSource(BODY, { given: ['booted'] }) }, { booted: BOOT });
      const result = only(await play({ library, csms: { onCall } }));
      assert.equal(result.verdict, 'failed', tell(result).join('\n'));
      if (misdeed.rule !== undefined) assert.ok(result.failures.some(({ rule }) => rule === misdeed.rule), tell(result).join('\n'));
      if (misdeed.step) assert.match(tell(result).join('\n'), misdeed.step);
    });

    it(`is judged right: ${misdeed.name} in a given`, async () => {
      const library = makeLibrary('csms', { PP_1: makeSource([{ send: 'Heartbeat' }], { given: ['somewhere'] }) }, { somewhere: [...BOOT, ...BODY] });
      const result = only(await play({ library, csms: { onCall } }));
      assert.equal(result.verdict, misdeed.rule === undefined ? 'inconclusive' : 'failed', tell(result).join('\n'));
    });

    it(`ends: ${misdeed.name} instead of what the driver asked for`, async () => {
      const onTrigger = (csms: HostileCsms): undefined => {
        if (csms.socket) misdeed.does(csms, csms.socket);
        return undefined;
      };
      const library = makeLibrary('csms', { PP_1: makeSource([{ trigger: 'GetLocalListVersion' }, { expect: 'GetLocalListVersion' }], { given: ['booted'] }) }, { booted: BOOT });
      const result = only(await play({ library, csms: { onTrigger } }));
      assert.equal(result.verdict, 'failed');
      assert.match(tell(result).join('\n'), /failed 2: expected GetLocalListVersion; got nothing/);
      if (misdeed.rule !== undefined) assert.ok(result.failures.some(({ rule }) => rule === misdeed.rule), tell(result).join('\n'));
    });
  }

  for (const [status, verdict] of [[500, 'error'], [404, 'error'], [501, 'inconclusive']] as const) {
    it(`says that the driver answered ${status}`, async () => {
      const library = makeLibrary('csms', { PP_1: makeSource(TRIGGER, { given: ['booted'] }) }, { booted: BOOT });
      const played = await play({ library, csms: { onTrigger: () => status } });
      assert.equal(only(played).verdict, verdict, tell(only(played)).join('\n'));
      assert.equal(played.run.exitCode, 2);
    });
  }

  it('does not wait for ever for a driver that never answers', async () => {
    const library = makeLibrary('csms', { PP_1: makeSource(TRIGGER, { given: ['booted'] }) }, { booted: BOOT });
    const result = only(await play({ library, csms: { onTrigger: () => new Promise<number>(() => undefined) } }));
    assert.equal(result.verdict, 'error');
    assert.match(tell(result).join(), /error 1: .*no answer within 800 ms/);
  });

  it('ends soon when there is no CSMS, and judges nothing', async () => {
    const cases = Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`PP_${index}`, makeSource(BODY, { given: ['booted'] })]));
    const { run } = await play({ library: makeLibrary('csms', cases, { booted: BOOT }), plan: quickPlan('csms') });
    assert.equal(run.counts.inconclusive, 48);
    assert.equal(run.exitCode, 2);
  });

  it('ends soon when the CSMS never answers', async () => {
    const cases = Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`PP_${index}`, makeSource(BODY, { given: ['booted'] })]));
    const { run } = await play({ library: makeLibrary('csms', cases, { booted: BOOT }), csms: { onCall: () => true }, plan: quickPlan('csms', { timing: { messageTimeout: '2s', bootTimeout: '2s' } }) });
    assert.equal(run.counts.inconclusive, 48);
  }).timeout(15_000);

  it('goes on when a CSMS that was silent answers again', async () => {
    let heard = 0;
    const onCall = (): boolean => (heard += 1) <= 1;
    const cases = { PP_1: makeSource(BODY, { given: ['booted'] }), PP_2: makeSource(BODY, { given: ['booted'] }) };
    const { run } = await play({ library: makeLibrary('csms', cases, { booted: BOOT }), csms: { onCall } });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['inconclusive', 'passed']);
  });
});
