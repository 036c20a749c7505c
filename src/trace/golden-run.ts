import type { FrameEvent, WireEvent } from '../peer/types.ts';
import type { Frame } from '../ocppj/types.ts';
import type { Failure, RunEvent, RunResult, StepResult, TestcaseResult } from './types.ts';

/** One run that holds every verdict and every kind of hostile text: what the golden tests print. */

/** Texts that a device may send to break a report: terminal codes, markup, XML, CI commands, length. */
export const HOSTILE = {
  ansi: '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
  markup: '</script><script>alert(1)</script><!-- <b>&amp;',
  xml: 'a]]>b & "c" <d>',
  nul: 'nul\u0000 bell\u0007 \uffff \ud800 lone',
  bidi: 'user\u202Enimda\u202C\u2066x\u2069',
  ci: '##vso[task.setvariable variable=x]1 ##[error]x ::error::x%0A',
  markdown: '``` | [x](javascript:1) <img src=x> @all #1\n# heading',
  long: 'x'.repeat(10_000),
} as const;

const RULE = {
  rule: 'status/transition', level: 'should', clause: 'OCPP 1.6 4.9', requirement: 'A connector reports Preparing before Charging when a session starts locally.',
  expected: 'Preparing before Charging', actual: 'Available, then Charging', station: 'CP001', at: 2100,
} as const;

function step(path: string, text: string, status: StepResult['status'], startMs: number, durationMs: number, note?: string): StepResult {
  return { path, text, status, startMs, durationMs, frames: [], ...(note === undefined ? {} : { note }) };
}

function result(id: string, title: string, fields: Partial<TestcaseResult> = {}): TestcaseResult {
  const topic = fields.topic ?? 'ocpp1.6/charge-point/core';
  return {
    id, title, purpose: 'A driver plugs in, then identifies; the charge point opens one transaction.', path: `${topic}/${id}-example`,
    ocpp: '1.6', sut: 'charge-point', profile: 'Core', topic, requirements: ['OCPP 1.6 4.1', 'OCPP 1.6 4.8'],
    verdict: 'passed', failures: [], warnings: [], notes: [],
    steps: [
      step('given booted', 'the charge point is booted', 'passed', 0, 320),
      step('1', 'operator: plug-in at connector 1', 'passed', 320, 40),
      step('2', 'the charge point sends StatusNotification, connectorId 1, status Preparing', 'passed', 360, 210),
      step('3', 'the charge point sends StartTransaction, connectorId 1', 'passed', 570, 630),
    ],
    startedAt: '2026-03-01T10:00:00.000Z', durationMs: 1200, attempt: 1, flaky: false, station: 'CP001', lane: 0, trace: `traces/${id}.jsonl`, operatorMs: 0,
    ...fields,
  };
}

const FRAMES: Failure['frames'] = [
  { direction: 'in', wall: '2026-03-01T10:00:00.360Z', atMs: 360, text: '[2,"17","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Preparing"}]' },
  { direction: 'out', wall: '2026-03-01T10:00:00.363Z', atMs: 363, text: '[3,"17",{}]' },
  { direction: 'in', wall: '2026-03-01T10:00:01.203Z', atMs: 1203, text: '[2,"18","StartTransaction",{"connectorId":1,"idTag":"TAG-9","meterStart":0,"timestamp":"2026-03-01T10:00:01Z"}]' },
];

const FAILED_BY_STEP: Failure = {
  verdict: 'failed', requirement: 'OCPP 1.6 4.8: StartTransaction carries the idTag that was authorized', expected: 'StartTransaction with idTag "TAG-1"',
  actual: 'StartTransaction with idTag "TAG-9"', step: '3', stepText: 'the charge point sends StartTransaction, connectorId 1, idTag TAG-1', frames: FRAMES,
};

const HOSTILE_ALL = Object.entries(HOSTILE).map(([name, text]) => `${name}: ${text}`);

const FAILED_BY_RULE: Failure = {
  verdict: 'failed', requirement: 'OCPP-J 1.6 4.2.1: a CALL is an array of four elements', expected: 'an array of four elements', actual: HOSTILE_ALL.join(' '),
  step: 'cleanup', stepText: 'every frame', rule: 'framing/array-shape',
  frames: HOSTILE_ALL.map((text, index) => ({ direction: 'in', wall: '2026-03-01T10:00:00.000Z', atMs: 100 * index, text })),
};

const FAILED_STEPS = [
  step('given booted', 'the charge point is booted', 'passed', 0, 320),
  step('1', 'operator: plug-in at connector 1', 'passed', 320, 40),
  step('2', 'any order', 'passed', 360, 210),
  step('2.1', 'the charge point sends StatusNotification, connectorId 1, status Preparing', 'passed', 360, 210),
  step('3', 'the charge point sends StartTransaction, connectorId 1, idTag TAG-1', 'failed', 570, 633, 'idTag is TAG-9'),
  step('4', 'the charge point sends StatusNotification, connectorId 1, status Charging', 'skipped', 1203, 0),
];

const REMOTE = 'ocpp1.6/charge-point/remote';

/** One testcase for every verdict, and for every way in which a verdict can be special. */
export const GOLDEN_RESULTS: readonly TestcaseResult[] = [
  result('TC_001_CS', 'Cold boot', { operatorMs: 61_000, durationMs: 65_000 }),
  result('TC_003_CS', 'Regular session, cable first', {
    verdict: 'failed', reason: 'step 3: StartTransaction with idTag "TAG-9"', failures: [FAILED_BY_STEP], steps: FAILED_STEPS, notes: ['StatusNotification connectorId 0, status Available: answered'],
  }),
  result('TC_004_1_CS', `Hostile ${HOSTILE.bidi}`, {
    verdict: 'failed', failures: [FAILED_BY_RULE, FAILED_BY_STEP], purpose: HOSTILE_ALL.join('\n'), requirements: [HOSTILE.markup, HOSTILE.markdown],
    notes: HOSTILE_ALL, warnings: [{ ...RULE, actual: HOSTILE.ansi, frame: HOSTILE.markup }],
  }),
  result('TC_005_1_CS', 'Cable lost at the vehicle', {
    verdict: 'inconclusive', reason: 'given booted: the charge point did not connect within 120 s',
    failures: [{ ...FAILED_BY_STEP, verdict: 'inconclusive', step: 'given booted', stepText: 'the charge point is booted', requirement: 'The testcase starts from a booted charge point', expected: 'BootNotification within 120 s', actual: 'no connection', frames: [] }],
    steps: [step('given booted', 'the charge point is booted', 'inconclusive', 0, 120_000, 'no connection')], durationMs: 120_000,
  }),
  result('TC_010_CS', 'Remote start, cable first', {
    verdict: 'error', reason: 'step 1: the operator answered 500', lane: 1,
    failures: [{ ...FAILED_BY_STEP, verdict: 'error', step: '1', stepText: 'operator: plug-in at connector 1', requirement: 'The rig plugs in', expected: '2xx', actual: '500 Internal Server Error: relay 3 stuck', frames: [] }],
  }),
  result('TC_032_1_CS', 'Power failure in a session', { attempt: 2, flaky: true, warnings: [RULE, { ...RULE, at: 4200 }] }),
  result('TC_011_1_CS', 'Remote start with timeout', { topic: REMOTE, verdict: 'not-applicable', reason: 'requires reservation, which device.features does not declare', steps: [], durationMs: 0 }),
  result('TC_041_CS', 'Fault button', {
    topic: REMOTE, verdict: 'failed', failures: [FAILED_BY_STEP], steps: FAILED_STEPS, expectedFailure: { reason: 'fault button not wired on this rig', asExpected: true },
  }),
  result('TC_042_CS', 'Remote stop', { topic: REMOTE, expectedFailure: { reason: 'known firmware bug 4711', asExpected: false } }),
  result('TC_043_CS', 'Unlock while idle', { topic: REMOTE, warnings: [{ ...RULE, rule: 'time/clock-offset', clause: 'OCPP 1.6 4.2', requirement: 'The clock follows the CSMS.', expected: 'within 10 s', actual: '14.2 s behind' }] }),
];

/** The golden run; `interrupted` ends it after three testcases. */
export function goldenRun(interrupted?: RunResult['interrupted']): RunResult {
  const testcases = GOLDEN_RESULTS.slice(0, interrupted === undefined ? undefined : 3);
  const count = (verdict: TestcaseResult['verdict']): number => testcases.filter((one) => one.verdict === verdict).length;
  return {
    schemaVersion: '1.0', tool: { name: 'plugproof', version: '0.1.0' }, run: '2026-03-01T10-00-00', ocpp: '1.6', sut: 'charge-point', plan: 'plan.yaml', stations: ['CP001'],
    device: { chargePointVendor: 'Example', chargePointModel: HOSTILE.bidi, firmwareVersion: '1.4.2', chargePointSerialNumber: HOSTILE.markup },
    startedAt: '2026-03-01T10:00:00.000Z', durationMs: 192_400,
    counts: {
      passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive'), 'not-applicable': count('not-applicable'), error: count('error'),
      flaky: testcases.filter((one) => one.flaky).length, expectedFailures: testcases.filter((one) => one.expectedFailure?.asExpected).length,
      unexpectedPasses: testcases.filter((one) => one.expectedFailure && one.verdict === 'passed').length, warnings: testcases.reduce((sum, one) => sum + one.warnings.length, 0),
    },
    exitCode: interrupted === 'SIGINT' ? 130 : 1, ...(interrupted === undefined ? {} : { interrupted }),
    findings: [{ ...RULE, rule: 'session/heartbeat', level: 'must', clause: 'OCPP 1.6 4.6', requirement: 'A Heartbeat is sent within the interval.', expected: 'within 11 s', actual: '25.3 s' }],
    testcases,
  };
}

/** The events of a run, in the order in which a runner gives them. */
export function goldenEvents(run: RunResult): RunEvent[] {
  const started: RunResult = { ...run, testcases: [], findings: [] };
  return [
    { type: 'run-started', run: started, selected: GOLDEN_RESULTS.length, lanes: 2, notices: ['The operator cannot do lock-failure: 2 testcases will be inconclusive.'] },
    ...run.testcases.flatMap((one): RunEvent[] => [
      ...(one.attempt > 1 ? attempt({ ...one, attempt: 1, flaky: false, verdict: 'failed' }, false) : []),
      ...attempt(one, true),
    ]),
    { type: 'run-ended', run },
  ];
}

function attempt(one: TestcaseResult, final: boolean): RunEvent[] {
  const { id, title, topic, station, lane } = one;
  const waits = (waiting: boolean): RunEvent => ({ type: 'operator', id, lane, instruction: 'plug the cable into connector 1', waiting });
  return [
    { type: 'testcase-started', id, title, topic, station, lane, attempt: one.attempt },
    ...(one.operatorMs > 0 ? [waits(true), waits(false)] : []),
    ...one.steps.map((reached): RunEvent => ({ type: 'step', id, lane, step: reached })),
    { type: 'testcase-ended', lane, result: one, final },
  ];
}

/** A frame as the peer reports it, `at` milliseconds after the run began. */
export function frameEvent(frame: Frame, direction: 'in' | 'out', at: number, fields: Partial<FrameEvent> = {}): FrameEvent {
  const wall = new Date(Date.parse('2026-03-01T10:00:00.000Z') + at).toISOString();
  return { type: 'frame', at, wall, station: 'CP001', connection: 1, direction, frame, text: frameText(frame), problems: [], ...fields };
}

function frameText(frame: Frame): string {
  switch (frame.kind) {
    case 'CALL': return JSON.stringify([2, frame.id, frame.action, frame.payload]);
    case 'CALLRESULT': return JSON.stringify([3, frame.id, frame.payload]);
    case 'CALLERROR': return JSON.stringify([4, frame.id, frame.code, frame.description, frame.details]);
    case 'CALLRESULTERROR': return JSON.stringify([5, frame.id, frame.code, frame.description, frame.details]);
    case 'SEND': return JSON.stringify([6, frame.id, frame.action, frame.payload]);
  }
}

/** The wire of one testcase: a connection, calls of both sides, an error, and a text that is no frame. */
export function goldenWire(): WireEvent[] {
  const problem = { code: 'schema', path: '$[3].status', expected: 'one of Available, Preparing', actual: '"Prepared"', clause: 'OCPP 1.6 7.7' };
  const base = { station: 'CP001', connection: 1, wall: '2026-03-01T10:00:00.010Z', at: 10 } as const;
  return [
    { ...base, type: 'connection', event: 'Upgrade', detail: { path: '/ocpp/CP001', subprotocols: ['ocpp1.6'], authorization: 'none' }, ours: false },
    { ...base, type: 'connection', event: 'Open', detail: {}, ours: false },
    frameEvent({ kind: 'CALL', id: '16', action: 'BootNotification', payload: { chargePointVendor: 'Example', chargePointModel: 'M1' } }, 'in', 120, { action: 'BootNotification' }),
    frameEvent({ kind: 'CALLRESULT', id: '16', payload: { currentTime: '2026-03-01T10:00:00Z', interval: 300, status: 'Accepted' } }, 'out', 123, { action: 'BootNotification', callAt: 120 }),
    frameEvent({ kind: 'CALL', id: 'a1', action: 'ChangeConfiguration', payload: { key: 'AuthorizationKey', value: 'hunter2hunter2hunter2' } }, 'out', 200, { action: 'ChangeConfiguration' }),
    frameEvent({ kind: 'CALLERROR', id: 'a1', code: 'NotSupported', description: 'no', details: {} }, 'in', 240, { action: 'ChangeConfiguration', callAt: 200 }),
    frameEvent({ kind: 'CALL', id: '17', action: 'StatusNotification', payload: { connectorId: 1, errorCode: 'NoError', status: 'Preparing' } }, 'in', 360, { action: 'StatusNotification', problems: [problem] }),
    frameEvent({ kind: 'CALLRESULT', id: '17', payload: {} }, 'out', 363, { action: 'StatusNotification', callAt: 360 }),
    { ...base, type: 'text', at: 500, wall: '2026-03-01T10:00:00.500Z', direction: 'in', text: `${HOSTILE.markup}${HOSTILE.ansi}`, binary: false, bytes: 70, problems: [{ ...problem, code: 'not-json', path: '$' }] },
    frameEvent({ kind: 'CALL', id: '18', action: 'StartTransaction', payload: { connectorId: 1, idTag: 'TAG-9', meterStart: 0, timestamp: '2026-03-01T10:00:01Z' } }, 'in', 1203, { action: 'StartTransaction' }),
    { ...base, type: 'connection', at: 1300, wall: '2026-03-01T10:00:01.300Z', event: 'Close', detail: { code: 1000, reason: '' }, ours: true },
  ];
}
