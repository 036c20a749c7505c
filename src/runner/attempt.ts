import { GENERATORS } from '../checks/registry.ts';
import type { Clock, Timer } from '../clock/clock.ts';
import type { Driver } from '../driver/types.ts';
import type { Operator } from '../operator/types.ts';
import type { Peer } from '../peer/types.ts';
import { evaluateFeatures } from '../plan/features.ts';
import type { Facts, TokenName } from '../plan/types.ts';
import type { Finding } from '../rules/types.ts';
import { foldTestcase, type FoldedTestcase } from '../testcase/fold.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import type { SettingValue, StateDefinition, TestcaseExport } from '../testcase/types.ts';
import type { Failure, FrameExcerpt, RunEvent, TestcaseResult, Verdict } from '../trace/types.ts';
import { cleanUpCsms, cleanUpStation } from './cleanup.ts';
import { Halt, NotApplicable } from './halt.ts';
import type { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { addNote, failureAt, type Performance } from './performance.ts';
import { prepareCsms, prepareStation, unmet } from './prepare.ts';
import { ask, type Presence } from './presence.ts';
import { scopeOf } from './scope.ts';
import { playScript } from './script.ts';
import { applySettings } from './settings.ts';
import { Stage } from './stage.ts';
import { addStep } from './step-results.ts';
import { waitFor } from './waiting.ts';

/** What a lane lends to each attempt. */
export interface LaneTools {
  lane: number;
  peer: Peer;
  operator: Operator;
  driver: Driver;
  clock: Clock;
  facts: Facts;
  journal: Journal;
  presence: Presence;
  strict: boolean;
  /** Aborted with the reason when the run is interrupted. */
  interruption: AbortSignal;
  emit(event: RunEvent): void;
  /** Tells which performance the events of the wire belong to at present. */
  current(performance: Performance | undefined, stage: Stage | undefined): void;
}

/** Milliseconds of the machine's time for cleaning up after an interruption. */
const GRACE = 8_000;

/** Settings that the general preconditions of the certification documents ask for. */
const GENERAL_SETTINGS: Record<Facts['ocpp'], Record<string, SettingValue>> = {
  '1.6': { MinimumStatusDuration: { ifImplemented: '0' } },
  '2.0.1': { 'AuthCtrlr.LocalPreAuthorize': { ifImplemented: 'false' } },
  '2.1': { 'AuthCtrlr.LocalPreAuthorize': { ifImplemented: 'false' } },
};

const SEVERITY: Record<Verdict, number> = { passed: 0, 'not-applicable': 0, inconclusive: 1, error: 2, failed: 3 };

/** Runs one testcase once and judges it; never throws for anything that the device does. */
export async function attemptTestcase(entry: IndexEntry, source: TestcaseExport, states: ReadonlyMap<string, StateDefinition>, tools: LaneTools, attempt: number): Promise<TestcaseResult> {
  const testcase = typeof source.source === 'function' ? source.source(tools.facts) : source.source;
  const facts = withSettings(tools.facts, testcase.settings);
  const folded = foldTestcase(testcase, facts, states);
  const performance = createPerformance(entry.id, testcase, { ...tools, facts });
  tools.emit({ type: 'testcase-started', id: entry.id, title: testcase.title, topic: entry.topic, station: facts.station, lane: tools.lane, attempt });
  const outcome = await judge(performance, folded, tools);
  return resultOf(entry, performance, outcome, tools, attempt);
}

function resultOf(entry: IndexEntry, performance: Performance, outcome: Outcome, { strict, clock, lane }: LaneTools, attempt: number): TestcaseResult {
  const { facts, testcase, findings } = performance;
  const failures = [...outcome.failures, ...findingFailures(performance, strict)].sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  const verdict = failures.reduce<Verdict>((worst, failure) => (SEVERITY[failure.verdict] > SEVERITY[worst] ? failure.verdict : worst), outcome.verdict);
  return {
    id: entry.id, title: testcase.title, purpose: testcase.purpose, path: entry.path, ocpp: facts.ocpp, sut: facts.sut,
    profile: testcase.profile, topic: entry.topic, requirements: testcase.spec, verdict,
    ...reasonOf(verdict, outcome.reason, failures), failures,
    warnings: findings.filter((finding) => !counts(finding, strict)), notes: performance.notes, steps: performance.steps,
    startedAt: performance.startedWall, durationMs: Math.round(clock.now() - performance.startedAt), attempt, flaky: false, station: facts.station, lane,
    trace: '', operatorMs: Math.round(performance.operatorMs),
  };
}

/** A testcase that could not even be played, by our own fault; `error` says what is wrong with it. */
export function brokenTestcase(entry: IndexEntry, error: unknown, { clock, facts, lane }: LaneTools, attempt: number): TestcaseResult {
  const actual = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const { id, title, purpose, path, profile, topic, requirements } = entry;
  return {
    id, title, purpose, path, ocpp: facts.ocpp, sut: facts.sut, profile, topic, requirements, verdict: 'error', reason: actual,
    failures: [{ verdict: 'error', requirement: `${requirements.join(', ')}: ${purpose}`, expected: 'a testcase that can be played', actual, step: 'given', stepText: 'plugproof itself', frames: [] }],
    warnings: [], notes: [], steps: [], startedAt: clock.wall().toISOString(), durationMs: 0, attempt, flaky: false, station: facts.station, lane, trace: '', operatorMs: 0,
  };
}

/** The facts as they are once the testcase's settings are in force. */
function withSettings(facts: Facts, settings: Record<string, SettingValue> | undefined): Facts {
  const changed = Object.entries(settings ?? {}).flatMap(([name, wanted]) => {
    if (typeof wanted === 'string') return [[name, { value: wanted, readonly: facts.settings[name]?.readonly ?? false }] as const];
    return 'ifImplemented' in wanted && facts.settings[name] ? [[name, { ...facts.settings[name], value: wanted.ifImplemented }] as const] : [];
  });
  return { ...facts, settings: { ...facts.settings, ...Object.fromEntries(changed) } };
}

function createPerformance(id: string, testcase: Performance['testcase'], { lane, peer, operator, driver, facts, clock, presence, emit }: LaneTools): Performance {
  return {
    testcase, id, lane, peer, operator, driver, facts, clock, presence, scope: scopeOf(facts), generators: GENERATORS, ledger: new Ledger(), over: AbortSignal.abort(),
    startedAt: clock.now(), startedWall: clock.wall().toISOString(), events: [], notes: [], findings: [], steps: [], operatorMs: 0, emit, awaitingReply: new Map(),
  };
}

/** The work, unless the run is interrupted first: then a Halt, and what the work still waits for ends. */
async function interruptible(performance: Performance, { interruption }: LaneTools, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  performance.over = over.signal;
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => { stop = () => reject(interrupted(performance, String(interruption.reason))); });
  try {
    if (interruption.aborted) throw interrupted(performance, String(interruption.reason));
    interruption.addEventListener('abort', stop, { once: true });
    await Promise.race([work(), stopped]);
  } finally {
    interruption.removeEventListener('abort', stop);
    over.abort();
  }
}

/** Cleaning up goes on a little after an interruption, not for ever. */
async function withinGrace(performance: Performance, { interruption, clock, journal, peer }: LaneTools, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  performance.over = over.signal;
  let timer: Timer | undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => { end = resolve; });
  const left = (): string => journal.pending(peer.station).map(({ name }) => name).join(', ');
  const start = (): void => { timer = clock.after(GRACE * clock.scale, end); };
  if (interruption.aborted) start();
  else interruption.addEventListener('abort', start, { once: true });
  await Promise.race([work(), ended.then(() => { addNote(performance, `cleanup: it was cut short after ${GRACE / 1000} s${left() === '' ? '' : `; the next run restores ${left()}`}`); })]);
  interruption.removeEventListener('abort', start);
  timer?.cancel();
  over.abort();
}

/** What an interrupted testcase ends with. */
export function interrupted(performance: Performance, reason: string): Halt {
  return new Halt(failureAt(performance, { path: 'interrupted', phase: 'given', text: 'The run was interrupted' }, { expected: 'a run that goes on', actual: reason, verdict: 'inconclusive' }));
}

interface Outcome { verdict: Verdict; reason?: string; failures: Failure[] }

async function judge(performance: Performance, folded: FoldedTestcase, tools: LaneTools): Promise<Outcome> {
  const excluded = exclusion(folded, performance.facts);
  if (excluded !== undefined) return { verdict: 'not-applicable', reason: excluded, failures: [] };
  const stage = new Stage(performance);
  tools.current(performance, stage);
  try {
    await interruptible(performance, tools, async () => {
      await bringAbout(performance, folded, tools);
      tools.peer.decideReplies((event) => stage.decide(event));
      await playScript(performance, stage, folded.steps);
    });
    return { verdict: 'passed', failures: [] };
  } catch (error) {
    return outcomeOf(performance, error);
  } finally {
    stage.leave();
    tools.peer.decideReplies(undefined);
    await withinGrace(performance, tools, () => cleanUp(performance, tools));
    tools.current(undefined, undefined);
  }
}

/** Why the facts exclude the testcase; undefined when it applies. */
export function exclusion(folded: FoldedTestcase, facts: Facts): string | undefined {
  const features = new Set(facts.features);
  for (const expression of folded.requires) {
    const { holds, because } = evaluateFeatures(expression, features);
    if (!holds) return `needs ${expression}: ${because}`;
  }
  const steps = JSON.stringify(folded.steps);
  // "$parent" is the token of 1.6 and "$parent.idToken" a part of one of 2.x.
  const missing = TOKEN_NAMES.find((name) => facts.tokens[name] === undefined && [`"$${name}"`, `"$${name}.`].some((use) => steps.includes(use)));
  return missing === undefined ? undefined : `needs a token that is ${missing}: the plan has none under device.tokens`;
}

const TOKEN_NAMES: readonly TokenName[] = ['valid', 'second', 'invalid', 'blocked', 'expired', 'parent'];

async function bringAbout(performance: Performance, folded: FoldedTestcase, tools: LaneTools): Promise<void> {
  const { peer, clock, facts, presence, over } = performance;
  if (facts.sut === 'csms') return prepareCsms(performance);
  await prepareStation(performance);
  const { rebootRequired } = await applySettings(performance, { ...GENERAL_SETTINGS[facts.ocpp], ...folded.settings }, tools.journal);
  if (!rebootRequired) return;
  peer.model.registered = false;
  await ask(performance, 'Reset', facts.ocpp === '1.6' ? { type: 'Hard' } : { type: 'Immediate' });
  const booted = await waitFor(peer, clock, () => peer.connected && peer.model.registered, facts.timing.bootTimeout, over);
  if (booted) return;
  presence.missed(peer.connected ? 'answer' : 'connection');
  throw unmet(performance, 'a device that boots again, as its new settings need', `no accepted BootNotification; it is ${peer.connected ? '' : 'not '}connected`);
}

function outcomeOf(performance: Performance, error: unknown): Outcome {
  if (error instanceof NotApplicable) return { verdict: 'not-applicable', reason: error.message, failures: [] };
  const failure = error instanceof Halt ? error.failure : failureAt(performance, { path: '?', phase: 'body', text: 'plugproof itself' }, {
    expected: 'that plugproof works', actual: error instanceof Error ? `${error.name}: ${error.message}` : String(error), verdict: 'error',
  });
  const status = failure.verdict === 'failed' ? 'failed' : failure.verdict;
  addStep(performance, { path: failure.step, text: failure.stepText, status, at: performance.clock.now(), frames: [], note: failure.actual });
  return { verdict: failure.verdict, failures: [failure] };
}

async function cleanUp(performance: Performance, { journal }: LaneTools): Promise<void> {
  try {
    await (performance.facts.sut === 'csms' ? cleanUpCsms(performance) : cleanUpStation(performance, journal));
  } catch (error) {
    performance.notes.push(`cleanup: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const counts = (finding: Finding, strict: boolean): boolean => finding.level === 'must' || (strict && finding.level === 'certification');

/** Broken rules as failures, each rule once with its first finding. */
function findingFailures(performance: Performance, strict: boolean): Failure[] {
  const first = new Map<string, Finding>();
  for (const finding of performance.findings) if (counts(finding, strict) && !first.has(finding.rule)) first.set(finding.rule, finding);
  return [...first.values()].map((finding) => ({
    verdict: 'failed', requirement: `${finding.clause}: ${finding.requirement}`, expected: finding.expected, actual: finding.actual,
    step: `rule ${finding.rule}`, stepText: 'Rules hold for every frame', rule: finding.rule,
    frames: excerptOf(performance, finding),
  }));
}

/** The frame that a rule found; its direction and time are those of its event, where that is still kept. */
function excerptOf({ events, startedAt, clock }: Performance, { frame, at }: Finding): FrameExcerpt[] {
  if (frame === undefined) return [];
  const event = events.find((candidate) => candidate.at === at && candidate.type !== 'connection' && candidate.text.startsWith(frame));
  const wall = new Date(clock.wall().getTime() - clock.now() + at).toISOString();
  return [{ direction: event?.type === 'frame' ? event.direction : 'in', wall, atMs: Math.round(at - startedAt), text: frame }];
}

function reasonOf(verdict: Verdict, reason: string | undefined, failures: readonly Failure[]): { reason?: string } {
  if (verdict === 'passed') return {};
  const [first] = [...failures].sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  return { reason: reason ?? (first ? `expected ${first.expected}; got ${first.actual}` : verdict) };
}
