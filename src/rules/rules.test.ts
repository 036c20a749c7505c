import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Clock } from '../clock/clock.ts';
import { judgeFrame, parseFrame } from '../ocppj/frame.ts';
import type { Frame, OcppVersion, Payload, Problem } from '../ocppj/types.ts';
import { Inbox } from '../peer/inbox.ts';
import { Outbox } from '../peer/outbox.ts';
import { payloadOf } from '../peer/payload.ts';
import type { WireEvent } from '../peer/types.ts';
import { loadValidators, type Validators } from '../schemas/validators.ts';
import { clauseOf, createJudge, RULES } from './registry.ts';
import type { Finding, Rule, RuleExample } from './types.ts';

const EVENT = /^(?:@(\d+) )?([<>]) ([^]*)$/;
const CONNECTION = /^(ClientHello|TlsFailure|Upgrade|Refused|Open|Close|Error|Ping|Pong) (\{[^]*\})$/;

/** Reads the events of examples as a CSMS that talks to a station would see them. */
class Transcript {
  #now = 0;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;

  constructor(readonly version: OcppVersion, readonly validators: Validators) {
    const clock: Clock = { scale: 1, now: () => this.#now, wall: () => new Date(this.#now), after: () => ({ cancel: () => undefined }) };
    this.#inbox = new Inbox(version);
    this.#outbox = new Outbox({ version, clock, messageTimeoutMs: 30_000, connected: () => true, transmit: () => undefined });
  }

  read(line: string): WireEvent {
    const [, at, arrow, text = ''] = EVENT.exec(line) ?? assert.fail(`no event of an example: ${line}`);
    this.#now = at === undefined ? this.#now + 10 : Number(at);
    const base = { at: this.#now, wall: new Date(this.#now).toISOString(), station: 'CP001', connection: 1 };
    const [, event, detail] = CONNECTION.exec(text) ?? [];
    if (event !== undefined && detail !== undefined) return { ...base, type: 'connection', event: nameOf(event), detail: objectOf(detail), ours: arrow === '<' };
    const direction = arrow === '>' ? 'in' : 'out';
    const { frame, problems } = parseFrame(text, this.version);
    if (!frame) return { ...base, type: 'text', direction, text, binary: false, bytes: Buffer.byteLength(text), problems };
    const known = direction === 'in' ? this.#received(frame) : this.#sent(frame);
    const faults = judgeFrame(frame, this.version, direction === 'in' ? 'station' : 'csms', this.validators, known.action);
    return { ...base, type: 'frame', direction, frame, text, problems: [...problems, ...faults, ...known.problems], ...(known.action === undefined ? {} : { action: known.action }), ...(known.callAt === undefined ? {} : { callAt: known.callAt }) };
  }

  #received(frame: Frame): { action?: string; callAt?: number; problems: Problem[] } {
    if (frame.kind === 'CALL' || frame.kind === 'SEND') return { action: frame.action, problems: this.#inbox.receive(frame, this.#now, 1) };
    if (frame.kind === 'CALLRESULTERROR') return { problems: [] };
    const { action, callAt, problems } = this.#outbox.match(frame);
    return { ...(action === undefined ? {} : { action }), ...(callAt === undefined ? {} : { callAt }), problems };
  }

  #sent(frame: Frame): { action?: string; callAt?: number; problems: Problem[] } {
    if (frame.kind === 'CALL' || frame.kind === 'SEND') {
      this.#outbox.noteRaw(frame.id, this.#now, { action: frame.action, request: payloadOf(frame.payload) });
      return { action: frame.action, problems: [] };
    }
    const call = this.#inbox.answer(frame.id);
    return call === undefined ? { problems: [] } : { action: call.action, callAt: call.at, problems: [] };
  }
}

async function findingsOf(rule: Rule, { version = rule.versions[0] ?? '1.6', events }: RuleExample): Promise<Finding[]> {
  const transcript = new Transcript(version, await loadValidators(version));
  const judge = createJudge({ version, sut: 'charge-point', judged: 'station', tolerance: (ms) => Math.max(1000, ms / 10) }, [rule]);
  return events.flatMap((line) => judge(transcript.read(line)));
}

describe('rules', () => {
  it('have ids of their own, a clause for each version, and examples both ways', () => {
    assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
    for (const rule of RULES) {
      assert.match(rule.id, /^[a-z0-9-]+\/[a-z0-9-]+$/);
      assert.match(rule.requirement, /^[A-Za-z][^]*\.$/, rule.id);
      for (const version of rule.versions) assert.notEqual(clauseOf(rule, version), '', `${rule.id} in ${version}`);
      assert.ok(rule.examples.passing.length > 0 && rule.examples.failing.length > 0, rule.id);
    }
  });

  for (const rule of RULES) {
    for (const example of rule.examples.passing) {
      it(`${rule.id}: ${example.name} keeps it`, async () => assert.deepEqual(await findingsOf(rule, example), []));
    }
    for (const example of rule.examples.failing) {
      it(`${rule.id}: ${example.name} breaks it`, async () => {
        const [found] = await findingsOf(rule, example);
        assert.ok(found, 'nothing is found');
        assert.equal(found.rule, rule.id);
        assert.ok(found.expected !== '' && found.actual !== '' && found.station === 'CP001');
      });
    }
  }

  it('judge the device only', async () => {
    const transcript = new Transcript('1.6', await loadValidators('1.6'));
    const judge = createJudge({ version: '1.6', sut: 'charge-point', judged: 'station', tolerance: (ms) => ms });
    for (const text of ['< {}', '< [7,"a","b",{}]', '< [2,"a","Wave",{}]', '< [3,"zzz",{}]', '< Error {"code":"flood","message":"x"}']) {
      assert.deepEqual(judge(transcript.read(text)), [], text);
    }
  });

  it('cut the frame that they show', async () => {
    const transcript = new Transcript('1.6', await loadValidators('1.6'));
    const judge = createJudge({ version: '1.6', sut: 'charge-point', judged: 'station', tolerance: (ms) => ms });
    const [found] = judge(transcript.read(`> [2,"a","DataTransfer",{"vendorId":"x","data":1,"more":"${'x'.repeat(5000)}"}]`));
    assert.equal(found?.frame?.length, 2000);
  });
});

function objectOf(text: string): Payload {
  const value: Payload = JSON.parse(text);
  return value;
}

function nameOf(text: string): Extract<WireEvent, { type: 'connection' }>['event'] {
  const names: Extract<WireEvent, { type: 'connection' }>['event'][] = ['ClientHello', 'TlsFailure', 'Upgrade', 'Refused', 'Open', 'Close', 'Error', 'Ping', 'Pong'];
  return names.find((name) => name === text) ?? assert.fail(text);
}
