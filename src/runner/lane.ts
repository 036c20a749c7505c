import type { Clock } from '../clock/clock.ts';
import { createDriver } from '../driver/driver.ts';
import { createOperator } from '../operator/operator.ts';
import type { Payload } from '../ocppj/types.ts';
import type { Peer, WireEvent } from '../peer/types.ts';
import { factsOf } from '../plan/facts.ts';
import type { Facts, Plan } from '../plan/types.ts';
import { createJudge } from '../rules/registry.ts';
import type { Finding } from '../rules/types.ts';
import { loadStates, loadTestcase } from '../testcase/files.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import type { StateDefinition } from '../testcase/types.ts';
import type { RunEvent, TestcaseResult } from '../trace/types.ts';
import { attemptTestcase, interrupted, type LaneTools } from './attempt.ts';
import { restoreSettings } from './cleanup.ts';
import type { Journal } from './journal.ts';
import type { EmbeddedCsms, EmbeddedDevice } from './options.ts';
import type { Performance } from './performance.ts';
import { probeSettings } from './probe.ts';
import { toleranceOf, type Stage } from './stage.ts';

const KEPT_EVENTS = 5_000;

export interface LaneOptions {
  lane: number;
  plan: Plan;
  peer: Peer;
  clock: Clock;
  journal: Journal;
  strict: boolean;
  interruption: Promise<string>;
  embedded?: EmbeddedDevice;
  csms?: EmbeddedCsms;
  emit(event: RunEvent): void;
  /** A finding that belongs to no testcase. */
  stray(finding: Finding): void;
}

/** One device and everything that it takes to run testcases against it, one after the other. */
export class Lane {
  readonly #tools: LaneTools;
  readonly #states = new Map<string, Promise<ReadonlyMap<string, StateDefinition>>>();
  #performance: Performance | undefined;
  #stage: Stage | undefined;

  constructor(readonly options: LaneOptions) {
    const { plan, peer, clock, lane, journal, strict, interruption, emit, embedded, csms } = options;
    this.#tools = {
      lane, peer, clock, journal, strict, interruption, emit, facts: factsOf(plan, peer.station), presence: { absent: false, silent: false },
      operator: createOperator(embedded ? { mode: 'embedded' } : plan.operator, { clock, ...(embedded ? { embedded } : {}) }),
      driver: createDriver(plan.driver, { clock, ...(csms ? { embedded: embeddedDriver(csms) } : {}) }),
      current: (performance, stage) => { this.#performance = performance; this.#stage = stage; },
    };
    const judge = createJudge({ version: plan.ocpp, sut: plan.sut, judged: plan.sut === 'csms' ? 'csms' : 'station', tolerance: toleranceOf(plan.timing) });
    peer.onEvent((event) => this.#observe(event, judge(event)));
    void interruption.then((reason) => { if (this.#performance) this.#stage?.fail(interrupted(this.#performance, reason)); });
  }

  get facts(): Facts {
    return this.#tools.facts;
  }

  /** Undoes what an earlier run left undone, and reads what the device says of itself. */
  async getToKnow(): Promise<string[]> {
    const { plan, peer, journal, clock } = this.options;
    if (plan.sut === 'csms') return [];
    const notes: string[] = [];
    const probe = await Promise.race([probeSettings(peer, clock, plan.timing, this.#tools.presence), this.options.interruption.then(() => undefined)]);
    if (!probe) return ['The device could not be asked for its settings; facts are those of the plan.'];
    await restoreSettings({ peer, notes }, journal);
    this.#tools.facts = factsOf(plan, peer.station, probe);
    return notes;
  }

  /** What the operator or the driver says it can do, where it says so. */
  async capabilities(): Promise<string[] | undefined> {
    return this.options.plan.sut === 'csms' ? this.#tools.driver.capabilities() : this.#tools.operator.capabilities();
  }

  /** Runs one testcase once. */
  async attempt(entry: IndexEntry, attempt: number): Promise<TestcaseResult> {
    const folder = entry.path.split('/').slice(0, 2).join('/');
    const states = this.#states.get(folder) ?? loadStates(folder);
    this.#states.set(folder, states);
    return attemptTestcase(entry, await loadTestcase(entry.path), await states, this.#tools, attempt);
  }

  async close(): Promise<void> {
    await Promise.all([this.#tools.operator.close(), this.#tools.driver.close(), this.options.embedded?.close()]);
    await this.options.peer.close();
  }

  #observe(event: WireEvent, findings: readonly Finding[]): void {
    const performance = this.#performance;
    performance?.events.push(event);
    if (performance && performance.events.length > KEPT_EVENTS) performance.events.shift();
    this.options.emit({ type: 'wire', id: performance?.id, lane: this.options.lane, event });
    for (const finding of findings) {
      if (performance) performance.findings.push(finding);
      else this.options.stray(finding);
      this.options.emit({ type: 'finding', id: performance?.id, lane: this.options.lane, finding });
    }
    this.#stage?.observe(event);
  }
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
