import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Step } from '../testcase/types.ts';
import { makeLibrary, makeSource } from './testing/library.ts';
import { only, play, removeFolders, tell } from './testing/play.ts';
import type { Asked, Station } from './testing/station.ts';

const SEND: Step[] = [{ send: 'ClearCache', reply: { status: 'Accepted' } }];
const WAIT: Step[] = [{ operator: 'present-token', token: '$valid' }, { expect: 'Authorize', where: { idTag: '$valid' } }];
const authorize = (station: Station): void => { void station.call('Authorize', { idTag: 'TAG-1' }); };

/** Each way in which a station misbehaves, and how the reader is told of it. */
interface Misdeed {
  name: string;
  does(station: Station): void;
  /** Whether it goes on as it should afterwards. */
  recovers: boolean;
  /** The rule that names the cause, and a part of the frame that it shows. */
  rule?: string;
  frame?: string;
  /** What is said of the step, where the station does not go on. */
  step?: RegExp;
}

const NOTHING = /an answer to ClearCache; got none in 500 ms/;
const GONE = /got the connection is gone/;

const MISDEEDS: readonly Misdeed[] = [
  { name: 'no answer', does: () => undefined, recovers: false, step: NOTHING },
  { name: 'an answer to an unknown id', does: (station) => station.answer('nobody-asked'), recovers: true, rule: 'framing/answer-to-a-call', frame: 'nobody-asked' },
  { name: 'an answer to an unknown id instead', does: (station) => station.answer('nobody-asked'), recovers: false, rule: 'framing/answer-to-a-call', frame: 'nobody-asked', step: NOTHING },
  { name: 'two calls at once', does: (station) => { void station.call('Heartbeat'); void station.call('Heartbeat'); }, recovers: true, rule: 'framing/one-call-at-a-time', frame: 'Heartbeat' },
  { name: 'invalid JSON', does: (station) => station.raw('[3,"x",{"status":'), recovers: true, rule: 'framing/json-array', frame: '[3,"x",{"status":' },
  { name: 'a JSON object', does: (station) => station.raw('{"__proto__":{"polluted":true}}'), recovers: true, rule: 'framing/json-array', frame: '__proto__' },
  { name: 'JSON as deep as a stack', does: (station) => station.raw('['.repeat(100_000)), recovers: true, rule: 'framing/json-array', frame: '[[[' },
  { name: 'an empty text', does: (station) => station.raw(''), recovers: true, rule: 'framing/json-array' },
  { name: 'a binary frame', does: (station) => station.raw(Buffer.from([1, 2, 3, 255])), recovers: true, rule: 'framing/json-array', frame: '010203ff' },
  { name: 'a 10 MB frame', does: (station) => station.raw(`[3,"x",{"status":"${'x'.repeat(10_000_000)}"}]`), recovers: false, rule: 'framing/websocket', step: GONE },
  { name: 'text that is no UTF-8', does: (station) => { station.socket?.send(Buffer.from([0xc3, 0x28]), { binary: false }); }, recovers: false, rule: 'framing/websocket', step: GONE },
  { name: 'a frame of another version', does: (station) => { void station.call('TransactionEvent', { eventType: 'Started' }); }, recovers: true, rule: 'framing/action', frame: 'TransactionEvent' },
  { name: 'a message type of 2.1', does: (station) => station.raw('[6,"x","NotifyPeriodicEventStream",{}]'), recovers: true, rule: 'framing/message-type', frame: '[6,"x"' },
  { name: 'a call against the schema', does: (station) => { void station.call('MeterValues', { connectorId: 'one' }); }, recovers: true, rule: 'framing/schema', frame: 'MeterValues' },
  { name: 'an invented error code', does: (station) => station.raw('[4,"x","Nope","",{}]'), recovers: true, rule: 'framing/error-code', frame: 'Nope' },
  { name: 'a thousand calls a second', does: (station) => { for (let index = 0; index < 1000; index += 1) void station.call('Heartbeat'); }, recovers: true, rule: 'framing/one-call-at-a-time', frame: 'Heartbeat' },
  { name: 'a flood', does: (station) => { for (let index = 0; index < 6000; index += 1) station.socket?.ping(); }, recovers: false, rule: 'framing/websocket', step: /flood/ },
  { name: 'a close', does: (station) => station.socket?.close(1000), recovers: false, step: GONE },
  { name: 'a close with a nonsensical reason', does: (station) => station.socket?.close(4999, '\u0007\u202e</script>'), recovers: false, step: GONE },
  { name: 'a lost TCP connection', does: (station) => station.socket?.terminate(), recovers: false, step: GONE },
];

describe('runner: a hostile station', () => {
  afterEach(removeFolders);

  const onCall = (misdeed: Misdeed) => (station: Station, call: Asked): boolean => {
    if (call.action !== 'ClearCache') return false;
    misdeed.does(station);
    return !misdeed.recovers;
  };

  for (const misdeed of MISDEEDS) {
    it(`fails with the cause: ${misdeed.name} while our call is outstanding`, async () => {
      const played = await play({ library: makeLibrary('charge-point', { PP_1: makeSource(SEND) }), station: { onCall: onCall(misdeed) } });
      const result = only(played);
      assert.equal(result.verdict, 'failed', tell(result).join('\n'));
      assert.equal(played.run.exitCode, 1);
      assertRule(misdeed, result);
      if (misdeed.step) assert.match(tell(result).join('\n'), misdeed.step);
      assert.equal(result.failures.some(({ step }) => step === '1'), misdeed.step !== undefined, tell(result).join('\n'));
    });

    it(`fails with the cause: ${misdeed.name} while a step waits`, async () => {
      const onAct = (station: Station): undefined => {
        misdeed.does(station);
        if (misdeed.recovers) authorize(station);
        return undefined;
      };
      // Both calls are in flight at once where it recovers, so only the cause that is told counts.
      const played = await play({ library: makeLibrary('charge-point', { PP_1: makeSource(WAIT) }), station: { onAct } });
      const result = only(played);
      assert.equal(result.verdict, 'failed', tell(result).join('\n'));
      assertRule(misdeed, result);
      if (!misdeed.recovers) assert.match(tell(result).join('\n'), /failed (2|any|between steps): /);
    });

    it(`is judged right: ${misdeed.name} in a given`, async () => {
      const library = makeLibrary('charge-point', { PP_1: makeSource([{ send: 'GetLocalListVersion' }], { given: ['somewhere'] }) }, { somewhere: SEND });
      const result = only(await play({ library, station: { onCall: onCall(misdeed) } }));
      assert.equal(result.verdict, misdeed.rule === undefined ? 'inconclusive' : 'failed', tell(result).join('\n'));
      if (misdeed.step) assert.match(tell(result).join('\n'), /inconclusive given somewhere\.1: /);
      assertRule(misdeed, result);
    });
  }

  it('fails for an answer that comes twice', async () => {
    const onCallTwice = (station: Station, { id, action }: Asked): boolean => {
      if (action !== 'ClearCache') return false;
      station.answer(id, { status: 'Accepted' });
      station.answer(id, { status: 'Accepted' });
      return true;
    };
    const result = only(await play({ library: makeLibrary('charge-point', { PP_1: makeSource(SEND) }), station: { onCall: onCallTwice } }));
    assert.deepEqual(result.failures.map(({ rule }) => rule), ['framing/answer-to-a-call']);
    assert.match(result.reason ?? '', /a second CALLRESULT/);
  });

  it('does not blame a testcase for the late answer to a call of the one before', async () => {
    let held = '';
    const hold = (station: Station, { id, action }: Asked): boolean => {
      if (action === 'ClearCache') held = id;
      if (action === 'GetLocalListVersion') station.answer(held, { status: 'Accepted' });
      return action === 'ClearCache';
    };
    const library = makeLibrary('charge-point', { PP_1: makeSource(SEND), PP_2: makeSource([{ send: 'GetLocalListVersion' }]) });
    const { run } = await play({ library, station: { onCall: hold } });
    assert.deepEqual(run.testcases.map(({ verdict }) => verdict), ['failed', 'passed']);
    assert.deepEqual(run.findings.map(({ rule }) => rule), ['framing/answer-to-a-call']);
  });

  it('bounds what a flood of statuses and findings leaves in the report', async () => {
    const onAct = (station: Station): undefined => {
      for (let index = 0; index < 500; index += 1) void station.status('Available');
      authorize(station);
      return undefined;
    };
    const played = await play({ library: makeLibrary('charge-point', { PP_1: makeSource(WAIT) }), station: { onAct } });
    const result = only(played);
    assert.equal(result.verdict, 'failed');
    assert.ok(result.notes.length <= 51, `${result.notes.length} notes`);
    const found = played.events.filter((event) => event.type === 'finding' && event.finding.rule === 'framing/one-call-at-a-time');
    assert.ok(found.length > 0 && found.length <= 20, `${found.length} findings`);
  });
});

function assertRule(misdeed: Misdeed, result: ReturnType<typeof only>): void {
  if (misdeed.rule === undefined) return;
  const failure = result.failures.find(({ rule }) => rule === misdeed.rule);
  assert.ok(failure, `${misdeed.rule} is not among ${tell(result).join('\n')}`);
  assert.equal(failure.verdict, 'failed');
  const { frame } = misdeed;
  if (frame === undefined) return;
  assert.ok(failure.frames.some(({ text }) => text.includes(frame)), `no frame with ${frame}: ${JSON.stringify(failure.frames).slice(0, 500)}`);
}
