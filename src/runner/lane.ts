import type { Clock } from '../clock/clock.ts';
import { createDriver } from '../driver/driver.ts';
import { createOperator } from '../operator/operator.ts';
import type { Payload } from '../ocppj/types.ts';
import type { Peer, WireEvent } from '../peer/types.ts';
import { factsOf } from '../plan/facts.ts';
import type { Facts, Plan } from '../plan/types.ts';
import { createJudge } from '../rules/registry.ts';
import type { Finding } from '../rules/types.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import type { StateDefinition } from '../testcase/types.ts';
import type { RunEvent, TestcaseResult } from '../trace/types.ts';
import { attemptTestcase, brokenTestcase, interrupted, type LaneTools } from './attempt.ts';
import { restoreSettings } from './cleanup.ts';
import type { Journal } from './journal.ts';
import type { EmbeddedCsms, EmbeddedDevice, Library } from './options.ts';
import type { Performance } from './performance.ts';
import { Presence } from './presence.ts';
import { probeSettings } from './probe.ts';
import { toleranceOf, type Stage } from './stage.ts';

const KEPT_EVENTS = 5_000;
/** Findings of one rule in one testcase; a device that floods does not fill the memory. */
const KEPT_FINDINGS = 20;

export interface LaneOptions {
  lane: number;
  plan: Plan;
  peer: Peer;
  clock: Clock;
  journal: Journal;
  strict: boolean;
  interruption: AbortSignal;
  library: Library;
  embedded?: EmbeddedDevice;
  csms?: EmbeddedCsms;
  emit(event: RunEvent): void;
  /** Ends the run: the person who is asked has had enough. */
  abort(): void;
  /** A finding that belongs to no testcase. */
  stray(finding: Finding): void;
}

/** One device and everything that it takes to run testcases against it, one after the other. */
export class Lane {
  readonly #tools: LaneTools;
  readonly #states = new Map<string, Promise<ReadonlyMap<string, StateDefinition>>>();
  #performance: Performance | undefined;
  #stage: Stage | undefined;
  /** What was found while no testcase ran, as when the device came up: it counts for the next one. */
  readonly #early: Finding[] = [];

  constructor(readonly options: LaneOptions) {
    const { plan, peer, clock, lane, journal, strict, interruption, emit, embedded, csms, abort: onAbort } = options;
    this.#tools = {
      lane, peer, clock, journal, strict, interruption, emit, facts: factsOf(plan, peer.station), presence: new Presence(),
      operator: createOperator(embedded ? { mode: 'embedded' } : plan.operator, { clock, onAbort, ...(embedded ? { embedded } : {}) }),
      driver: createDriver(plan.driver, { clock, onAbort, ...(csms ? { embedded: embeddedDriver(csms) } : {}) }),
      current: (performance, stage) => {
        this.#performance = performance;
        this.#stage = stage;
        performance?.findings.push(...this.#early.splice(0));
      },
    };
    const judge = createJudge({ version: plan.ocpp, sut: plan.sut, judged: plan.sut === 'csms' ? 'csms' : 'station', tolerance: toleranceOf(plan.timing) });
    peer.onEvent((event) => this.#observe(event, judge));
    interruption.addEventListener('abort', () => { if (this.#performance) this.#stage?.fail(interrupted(this.#performance, String(interruption.reason))); });
  }

  get facts(): Facts {
    return this.#tools.facts;
  }

  /** Whether its device is not there, or does not answer, so that nothing can be judged at present. */
  get gone(): boolean {
    return this.#tools.presence.gone;
  }

  /** Undoes what an earlier run left undone, and reads what the device says of itself. */
  async getToKnow(): Promise<string[]> {
    const { plan, peer, journal, clock, interruption } = this.options;
    if (plan.sut === 'csms') return [];
    const { presence } = this.#tools;
    const notes: string[] = [];
    const stopped = new Promise<undefined>((resolve) => { interruption.addEventListener('abort', () => resolve(undefined), { once: true }); });
    const probe = interruption.aborted ? undefined : await Promise.race([probeSettings({ peer, presence }, clock, plan.timing, interruption), stopped]);
    if (interruption.aborted) return notes;
    if (!presence.gone && peer.connected) await restoreSettings({ peer, presence, notes }, journal);
    if (probe) this.#tools.facts = factsOf(plan, peer.station, probe);
    else notes.push(`${peer.station} ${presence.lacks('connection') ? `did not connect within ${plan.timing.bootTimeout} ms` : 'could not be asked for its settings'}; facts are those of the plan.`);
    return notes;
  }

  /** What the operator or the driver says it can do, where it says so. */
  async capabilities(): Promise<string[] | undefined> {
    return this.options.plan.sut === 'csms' ? this.#tools.driver.capabilities() : this.#tools.operator.capabilities();
  }

  /** Runs one testcase once; one that cannot be played ends in error. */
  async attempt(entry: IndexEntry, attempt: number): Promise<TestcaseResult> {
    const { library } = this.options;
    const folder = entry.path.split('/').slice(0, 2).join('/');
    try {
      const states = this.#states.get(folder) ?? library.states(folder);
      this.#states.set(folder, states);
      return await attemptTestcase(entry, await library.testcase(entry.path), await states, this.#tools, attempt);
    } catch (error) {
      return brokenTestcase(entry, error, this.#tools, attempt);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#tools.operator.close(), this.#tools.driver.close(), this.options.embedded?.close()]);
    await this.options.peer.close();
    this.#early.splice(0).forEach((finding) => this.options.stray(finding));
  }

  #observe(event: WireEvent, judge: (event: WireEvent) => Finding[]): void {
    const performance = this.#performance;
    performance?.events.push(event);
    if (performance && performance.events.length > KEPT_EVENTS) performance.events.shift();
    this.options.emit({ type: 'wire', id: performance?.id, lane: this.options.lane, event });
    try {
      if (event.type === 'frame') this.#tools.presence.noteBoot(event);
      for (const finding of judge(event)) this.#found(finding, event);
    } catch (error) {
      // A rule that breaks is our fault, and must not pass for a device that kept it.
      this.#stage?.failByOurFault(error);
    }
    this.#stage?.observe(event);
  }

  #found(finding: Finding, event: WireEvent): void {
    const { emit, stray, lane } = this.options;
    const performance = this.#performance;
    const own = isOwn(event, performance);
    const findings = performance?.findings ?? this.#early;
    if (!own) stray(finding);
    else if (findings.filter(({ rule }) => rule === finding.rule).length < KEPT_FINDINGS) findings.push(finding);
    else return;
    emit({ type: 'finding', id: own ? performance?.id : undefined, lane, finding });
  }
}

/** Whether what is wrong with an event belongs to this testcase: the late answer to a call of an earlier one does not. */
function isOwn(event: WireEvent, performance: Performance | undefined): boolean {
  if (!performance || event.type !== 'frame' || event.frame.kind === 'CALL') return true;
  return event.callAt === undefined || event.callAt >= performance.startedAt;
}

/** The driver's paths, as the embedded CSMS takes them. */
function embeddedDriver(csms: EmbeddedCsms): EmbeddedDriver {
  return {
    perform(path, body) {
      const [station = '', what = '', target = ''] = path.split('/');
      if (what === 'setup') return csms.setup(station, target, body);
      if (what === 'observe') return csms.observe(station, typeof body['question'] === 'string' ? body['question'] : '');
      return csms.trigger(station, what, body);
    },
  };
}

interface EmbeddedDriver { perform(path: string, body: Payload): Promise<{ status: number; body: unknown }> }
