import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Payload } from '../ocppj/types.ts';
import type { FrameEvent } from '../peer/types.ts';
import type { Step } from '../testcase/types.ts';
import type { Evidence } from './progress.ts';
import { Segment } from './segment.ts';
import { compileExpectations } from './slots.ts';
import { categoryOf } from './streams.ts';
import type { Scope } from './scope.ts';

type Trace = [at: number, action: string, payload?: Payload][];

interface MicroTrace {
  name: string;
  steps: Step[];
  trace: Trace;
  /** `closed 900`: when it closes; `open`; or the kind of failure, with when and a word of its text. */
  outcome: string;
  /** When the stimulus was carried out; default 0. */
  stimulusAt?: number;
  /** Actions of the frames that nobody took. */
  unclaimed?: string[];
  last?: boolean;
  saved?: Record<string, unknown>;
}

const status = (connectorId: number, value: string): Payload => ({ connectorId, status: value, errorCode: 'NoError' });
const charging: Step = { expect: 'StatusNotification', where: { connectorId: 1, status: 'Charging' } };
const preparing: Step = { expect: 'StatusNotification', where: { connectorId: 1, status: 'Preparing' } };
const start: Step = { expect: 'StartTransaction', where: { connectorId: 1, idTag: 'TAG-1' } };
const authorize: Step = { expect: 'Authorize', where: { idTag: 'TAG-1' } };
const boot: Step = { expect: 'BootNotification', within: '10s' };
const started: Payload = { connectorId: 1, idTag: 'TAG-1', meterStart: 0, timestamp: '2026-01-01T00:00:00Z' };

const told = (evse: number, value: string, trigger = 'Delta'): Payload => ({
  trigger, actualValue: value, timestamp: '2026-01-01T00:00:00Z', variable: { name: 'AvailabilityState' }, component: { name: 'Connector', evse: { id: evse, connectorId: 1 } },
});
const available = (evseId: number): Step => ({ expect: 'StatusNotification', where: { evseId, connectorId: 1, connectorStatus: 'Available' } });

const TRACES: MicroTrace[] = [
  { name: '2.x: a NotifyEvent tells the status of a connector', steps: [available(1)], trace: [[10, 'NotifyEvent', { eventData: [told(1, 'Available')] }]], outcome: 'closed 10' },
  { name: '2.x: a NotifyEvent tells the statuses of several connectors', steps: [available(1), available(2)], trace: [[10, 'NotifyEvent', { eventData: [told(1, 'Available'), told(2, 'Available')] }]], outcome: 'closed 10' },
  { name: '2.x: a NotifyEvent of another trigger tells no status', steps: [available(1)], trace: [[10, 'NotifyEvent', { eventData: [told(1, 'Available', 'Periodic')] }]], outcome: 'missing 30000 nothing' },
  { name: '2.x: a NotifyEvent that is waited for as such is no status as well', steps: [{ expect: 'NotifyEvent' }, available(1)], trace: [[10, 'NotifyEvent', { eventData: [told(1, 'Available')] }]], outcome: 'missing 30010 nothing' },
  { name: 'nothing expected: closes with the stimulus', steps: [], trace: [], outcome: 'closed 0' },
  { name: 'nothing expected, last: waits for what may still come', steps: [], trace: [], last: true, outcome: 'closed 500' },
  { name: 'the expected frame comes', steps: [authorize], trace: [[40, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'closed 40' },
  { name: 'missing: nothing comes within the limit', steps: [authorize], trace: [], outcome: 'missing 30000 nothing' },
  { name: 'missing: only a frame of another connector', steps: [charging], trace: [[40, 'StatusNotification', status(2, 'Charging')]], outcome: 'missing 30000 other', unclaimed: ['StatusNotification'] },
  { name: 'late: after the limit it has failed already', steps: [authorize], trace: [[30_500, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'missing 30000 nothing' },
  { name: 'the limit runs from the stimulus, however long the operator takes', steps: [authorize], stimulusAt: 60_000, trace: [[61_000, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'closed 61000' },
  { name: 'a frame may come before the operator has said that it is done', steps: [authorize], stimulusAt: 2000, trace: [[100, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'closed 2000' },
  { name: 'identified but different fails at once', steps: [authorize], trace: [[40, 'Authorize', { idTag: 'OTHER' }]], outcome: 'mismatch 40 OTHER' },
  { name: 'idTags compare without case', steps: [authorize], trace: [[40, 'Authorize', { idTag: 'tag-1' }]], outcome: 'closed 40' },
  { name: 'streams float: status before transaction', steps: [start, charging], trace: [[10, 'StatusNotification', status(1, 'Charging')], [20, 'StartTransaction', started]], outcome: 'closed 20' },
  { name: 'order binds inside the transaction stream', steps: [authorize, start], trace: [[10, 'StartTransaction', started]], outcome: 'order 10 before' },
  { name: 'order binds inside the status stream of a connector', steps: [preparing, charging], trace: [[10, 'StatusNotification', status(1, 'Charging')]], outcome: 'order 10 before' },
  { name: 'statuses of two connectors float', steps: [charging, { expect: 'StatusNotification', where: { connectorId: 2, status: 'Preparing' } }], trace: [[10, 'StatusNotification', status(2, 'Preparing')], [20, 'StatusNotification', status(1, 'Charging')]], outcome: 'closed 20' },
  { name: 'inOrder tightens across streams', steps: [{ inOrder: [charging, start] }], trace: [[10, 'StartTransaction', started]], outcome: 'order 10 before' },
  { name: 'anyOrder frees inside a stream', steps: [{ anyOrder: [preparing, charging] }], trace: [[10, 'StatusNotification', status(1, 'Charging')], [20, 'StatusNotification', status(1, 'Preparing')]], outcome: 'closed 20' },
  {
    name: 'ambiguous: overlapping patterns are assigned so that all are met',
    steps: [{ anyOrder: [{ expect: 'DataTransfer', as: 'any' }, { expect: 'DataTransfer', which: { vendorId: 'B' }, as: 'b' }] }],
    trace: [[10, 'DataTransfer', { vendorId: 'B' }], [20, 'DataTransfer', { vendorId: 'A' }]], outcome: 'closed 20', saved: { any: 'A', b: 'B' },
  },
  { name: 'consumed once: one frame does not meet two expectations', steps: [{ anyOrder: [authorize, authorize] }], trace: [[10, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'missing 30010 nothing' },
  { name: 'duplicate: a second StartTransaction is nobody’s', steps: [start, charging], trace: [[10, 'StartTransaction', started], [20, 'StartTransaction', started]], outcome: 'unexpected 20 StartTransaction' },
  { name: 'duplicate: a repeated status is listed', steps: [charging, start], trace: [[10, 'StatusNotification', status(1, 'Charging')], [20, 'StatusNotification', status(1, 'Charging')], [30, 'StartTransaction', started]], outcome: 'closed 30', unclaimed: ['StatusNotification'] },
  { name: 'unexpected: a boot that the scenario did not ask for', steps: [charging], trace: [[10, 'BootNotification', {}]], outcome: 'unexpected 10 BootNotification' },
  { name: 'free: a heartbeat at any time', steps: [charging], trace: [[10, 'Heartbeat', {}], [20, 'StatusNotification', status(1, 'Charging')]], outcome: 'closed 20', unclaimed: ['Heartbeat'] },
  { name: 'allowed: a report that the testcase tolerates', steps: [charging, { allow: 'Authorize' }], trace: [[10, 'Authorize', { idTag: 'X' }], [20, 'StatusNotification', status(1, 'Charging')]], outcome: 'closed 20', unclaimed: [] },
  { name: 'early: a prescribed wait is a hard lower bound', steps: [{ ...boot, after: '5s' }], trace: [[4990, 'BootNotification', {}]], outcome: 'early 4990 4.99' },
  { name: 'not early', steps: [{ ...boot, after: '5s' }], trace: [[5000, 'BootNotification', {}]], outcome: 'closed 5000' },
  { name: 'within has the tolerance', steps: [boot], trace: [[10_900, 'BootNotification', {}]], outcome: 'closed 10900' },
  { name: 'within ends with the tolerance', steps: [boot], trace: [[11_100, 'BootNotification', {}]], outcome: 'missing 11000 nothing' },
  { name: 'what follows a slow step gets its time', steps: [{ ...boot, within: '100s' }, preparing], trace: [[90_000, 'BootNotification', {}], [91_000, 'StatusNotification', status(1, 'Preparing')]], outcome: 'closed 91000' },
  { name: 'optional: it comes', steps: [{ optional: [preparing] }, charging], trace: [[10, 'StatusNotification', status(1, 'Preparing')], [20, 'StatusNotification', status(1, 'Charging')]], outcome: 'closed 20' },
  { name: 'optional: it lapses when a later frame of its stream comes', steps: [{ optional: [preparing] }, charging], trace: [[20, 'StatusNotification', status(1, 'Charging')]], outcome: 'closed 20' },
  { name: 'optional: lapsed, it takes nothing any more', steps: [{ optional: [authorize] }, start, charging], trace: [[10, 'StartTransaction', started], [20, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'unexpected 20 Authorize' },
  { name: 'optional: entered, it is mandatory', steps: [charging, { optional: [authorize, start] }], trace: [[10, 'StatusNotification', status(1, 'Charging')], [20, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'missing 30020 nothing' },
  { name: 'optional: where identifies too', steps: [{ optional: [authorize] }, charging], trace: [[10, 'Authorize', { idTag: 'X' }]], outcome: 'unexpected 10 Authorize' },
  { name: 'optional at the end: the segment waits for it a little', steps: [charging, { optional: [start] }], trace: [[10, 'StatusNotification', status(1, 'Charging')], [400, 'StartTransaction', started]], outcome: 'closed 400' },
  { name: 'optional at the end: it need not come', steps: [charging, { optional: [start] }], trace: [[10, 'StatusNotification', status(1, 'Charging')]], outcome: 'closed 510' },
  { name: 'oneOf: the first branch', steps: [{ oneOf: { a: [authorize, start], b: [boot] } }], trace: [[10, 'Authorize', { idTag: 'TAG-1' }], [20, 'StartTransaction', started]], outcome: 'closed 20' },
  { name: 'oneOf: the second branch', steps: [{ oneOf: { a: [authorize, start], b: [boot] } }], trace: [[10, 'BootNotification', {}]], outcome: 'closed 10' },
  { name: 'oneOf: a branch once entered must be finished', steps: [{ oneOf: { a: [authorize, start], b: [boot] } }], trace: [[10, 'Authorize', { idTag: 'TAG-1' }]], outcome: 'missing 30010 nothing' },
  { name: 'oneOf: the other branch is closed then', steps: [{ oneOf: { a: [authorize, start], b: [boot] } }], trace: [[10, 'Authorize', { idTag: 'TAG-1' }], [20, 'BootNotification', {}]], outcome: 'unexpected 20 BootNotification' },
  { name: 'oneOf: a frame that both accept decides nothing yet', steps: [{ oneOf: { a: [authorize, start], b: [authorize, boot] } }], trace: [[10, 'Authorize', { idTag: 'TAG-1' }], [20, 'BootNotification', {}]], outcome: 'closed 20' },
  { name: 'oneOf: nothing comes', steps: [{ oneOf: { a: [authorize], b: [boot] } }], trace: [], outcome: 'missing 30000 nothing' },
  { name: 'absent: nothing comes', steps: [{ absent: 'StartTransaction', for: '5s' }], trace: [], outcome: 'closed 5000' },
  { name: 'absent: it comes', steps: [{ absent: 'StartTransaction', for: '5s' }], trace: [[4000, 'StartTransaction', started]], outcome: 'absent 4000 came' },
  { name: 'absent: it comes before the operator is done', steps: [{ absent: 'StartTransaction', for: '5s' }], stimulusAt: 1000, trace: [[500, 'StartTransaction', started]], outcome: 'absent 500 came' },
  { name: 'absent consumes nothing that is expected', steps: [start, { absent: 'StartTransaction', for: '2s' }], trace: [[10, 'StartTransaction', started]], outcome: 'closed 2000' },
  { name: 'absent beside an expectation: no second one', steps: [start, { absent: 'StartTransaction', for: '2s' }], trace: [[10, 'StartTransaction', started], [900, 'StartTransaction', started]], outcome: 'absent 900 came' },
  { name: 'collect: a count', steps: [{ collect: 'Heartbeat', until: { count: 2 } }], trace: [[10, 'Heartbeat', {}], [20, 'Heartbeat', {}]], outcome: 'closed 20' },
  { name: 'collect: too few', steps: [{ collect: 'Heartbeat', until: { count: 2 } }], trace: [[10, 'Heartbeat', {}]], outcome: 'missing 30010 only' },
  { name: 'collect: a period holds', steps: [{ collect: 'Heartbeat', until: { count: 3 }, gaps: { period: '5s' } }], trace: [[3000, 'Heartbeat', {}], [8100, 'Heartbeat', {}], [12_900, 'Heartbeat', {}]], outcome: 'closed 12900' },
  { name: 'collect: a period is undercut', steps: [{ collect: 'Heartbeat', until: { count: 3 }, gaps: { period: '5s' } }], trace: [[3000, 'Heartbeat', {}], [6000, 'Heartbeat', {}]], outcome: 'gap 6000 3' },
  { name: 'collect: a period is overrun', steps: [{ collect: 'Heartbeat', until: { count: 3 }, gaps: { period: '5s' } }], trace: [[3000, 'Heartbeat', {}]], outcome: 'missing 9000 only' },
  { name: 'collect: each is asserted', steps: [{ collect: 'MeterValues', each: { connectorId: 1 }, until: { count: 2 } }], trace: [[10, 'MeterValues', { connectorId: 2 }]], outcome: 'mismatch 10 connectorId' },
  { name: 'collect: some, until it is quiet', steps: [{ collect: 'MeterValues', some: [{ connectorId: 1 }], until: { quiet: '2s' } }], trace: [[10, 'MeterValues', { connectorId: 2 }], [500, 'MeterValues', { connectorId: 1 }]], outcome: 'closed 2500' },
  { name: 'collect: none of the some', steps: [{ collect: 'MeterValues', some: [{ connectorId: 1 }], until: { quiet: '2s' } }], trace: [[10, 'MeterValues', { connectorId: 2 }]], outcome: 'missing 2010 none' },
  { name: 'a retransmission is counted by the list of replies', steps: [{ ...start, reply: ['none', {}] }], trace: [[10, 'StartTransaction', started], [5000, 'StartTransaction', started]], outcome: 'closed 5000' },
  { name: '2.x: a transaction event is identified by its trigger', steps: [{ expect: 'TransactionEvent', where: { eventType: 'Started', triggerReason: 'CablePluggedIn', transactionInfo: { chargingState: 'EVConnected' } } }], trace: [[10, 'TransactionEvent', { eventType: 'Started', triggerReason: 'CablePluggedIn', transactionInfo: { transactionId: 'x', chargingState: 'Charging' } }]], outcome: 'mismatch 10 chargingState' },
];

function frame(at: number, action: string, payload: Payload = {}): FrameEvent {
  return { type: 'frame', direction: 'in', at, wall: '2026-01-01T00:00:00.000Z', station: 'CP', connection: 1, frame: { kind: 'CALL', id: `m${at}`, action, payload }, text: '', problems: [] };
}

/** Plays a trace and says how the segment ended, as `outcome` words it. */
function play({ steps, trace, stimulusAt = 0, last = false }: MicroTrace): { outcome: string; segment: Segment; scope: Scope } {
  const scope: Scope = new Map();
  const expectations = compileExpectations(steps.map((step, index) => ({ step, path: String(index + 1) })), scope, new Map());
  const segment = new Segment(expectations, {
    scope, generators: new Map(), tolerance: () => 1000, defaultLimit: 30_000, settle: 500,
    categoryOf: (event) => (event.frame.kind === 'CALL' ? categoryOf(event.frame.action, event.frame.payload) : 'free'),
  }, 0, last);
  const pending = [...trace.map(([at, action, payload]) => ({ at, evidence: frame(at, action, payload) })), { at: stimulusAt, evidence: undefined }].sort((a, b) => a.at - b.at);
  const offer = (evidence: Evidence): string | undefined => {
    const result = segment.offer(evidence);
    if (result.kind === 'failed') return `${result.failure.kind} ${evidence.at} ${result.failure.expected} / ${result.failure.actual}`;
    if (result.kind === 'unclaimed' && result.category === 'report' && evidence.type === 'frame') return `unexpected ${evidence.at} ${'action' in evidence.frame ? evidence.frame.action : ''}`;
    return undefined;
  };
  for (let now = 0, rounds = 0; rounds < 100; rounds += 1) {
    while (pending[0] && pending[0].at <= now) {
      const next = pending.shift();
      if (next?.evidence === undefined) segment.stimulusDone(stimulusAt);
      else {
        const failed = offer(next.evidence);
        if (failed) return { outcome: failed, segment, scope };
      }
    }
    const check = segment.check(now);
    if (check.kind === 'closed') return { outcome: `closed ${now}`, segment, scope };
    if (check.kind === 'failed') return { outcome: `${check.failure.kind} ${now} ${check.failure.expected} / ${check.failure.actual}`, segment, scope };
    const wakes = [check.wakeAt, pending[0]?.at].filter((at) => at !== undefined);
    if (wakes.length === 0) return { outcome: 'open', segment, scope };
    now = Math.min(...wakes);
  }
  return { outcome: 'does not end', segment, scope };
}

describe('segment: golden micro-traces', () => {
  for (const micro of TRACES) {
    it(micro.name, () => {
      const { outcome, segment, scope } = play(micro);
      const [kind = '', at = '', ...words] = micro.outcome.split(' ');
      assert.ok(outcome === micro.outcome || outcome.startsWith(`${kind} ${at} `), `expected ${micro.outcome}, got ${outcome}`);
      for (const word of words) assert.ok(outcome.includes(word), `${outcome} does not say ${word}`);
      if (micro.unclaimed) assert.deepEqual(segment.unclaimed.map((event) => ('action' in event.frame ? event.frame.action : '')), micro.unclaimed);
      for (const [name, vendorId] of Object.entries(micro.saved ?? {})) {
        const saved = scope.get(name);
        assert.deepEqual(saved && typeof saved === 'object' && 'payload' in saved ? saved['payload'] : undefined, { vendorId });
      }
    });
  }

  it('has at least thirty of them, with every kind of ending', () => {
    assert.ok(TRACES.length >= 30);
    const kinds = new Set(TRACES.map(({ outcome }) => outcome.split(' ')[0]));
    assert.deepEqual([...kinds].sort(), ['absent', 'closed', 'early', 'gap', 'mismatch', 'missing', 'order', 'unexpected']);
  });
});
