import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { Finding } from '../rules/types.ts';
import { packageRoot } from '../testcase/files.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import { createRecorder, type Recorder } from '../trace/recorder.ts';
import { writeRun, type RunFolder } from '../trace/run-writer.ts';
import { tracePath } from '../trace/writer.ts';
import type { Reporter, RunEvent, RunResult, TestcaseResult, Verdict } from '../trace/types.ts';
import type { Lane } from './lane.ts';
import type { RunOptions } from './options.ts';

/** Where a run tells what happens: reporters, and sentences that belong to no testcase. */
export interface RunOutput {
  reporters: readonly Reporter[];
  dispatch(event: RunEvent): void;
  notice(text: string): void;
  /** Told where the reports are, once they are written. */
  written?(paths: readonly string[]): void;
}

const MAX_STRAY = 200;

/** Keeps what a run came to, tells the reporters, and writes what the run leaves. */
export class RunRecord {
  readonly #interruption = new AbortController();
  readonly #results: TestcaseResult[] = [];
  readonly #findings: Finding[] = [];
  readonly #recorder: Recorder;
  readonly #startedAt: string;
  readonly #startMs: number;
  #interrupted: RunResult['interrupted'];
  #broken = false;
  #device: RunResult['device'];
  #stations: string[] = [];

  constructor(readonly options: RunOptions, readonly folder: RunFolder, readonly clock: Clock, readonly output: RunOutput, readonly entries: readonly IndexEntry[]) {
    const { plan } = options;
    this.#startedAt = new Date(clock.wall()).toISOString();
    this.#startMs = clock.now();
    this.#recorder = createRecorder({ folder: folder.folder, ocpp: plan.ocpp, sut: plan.sut, secrets: plan.secrets ?? [], onNotice: (text) => output.notice(text) });
    // Every lane listens, and every testcase while it runs.
    setMaxListeners(0, this.#interruption.signal);
    const { signal } = options;
    const onAbort = (): void => this.stop(signal?.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  }

  /** Aborted, with a sentence as its reason, when what runs is to end. */
  get interruption(): AbortSignal {
    return this.#interruption.signal;
  }

  get stopped(): boolean {
    return this.#interrupted !== undefined;
  }

  /** Ends the run early: what runs is interrupted (not at `bail`), what waits does not start. */
  stop(why: NonNullable<RunResult['interrupted']>): void {
    this.#interrupted ??= why;
    if (why !== 'bail') this.#interruption.abort(`the run was ended by ${why}`);
  }

  /** Plugproof itself broke: what was judged until then is reported all the same. */
  broke(error: unknown): void {
    this.#broken = true;
    this.output.notice(`plugproof broke, so the run ends here; its reports hold what was judged until then. ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
  }

  async start(lanes: readonly Lane[]): Promise<void> {
    this.#stations = lanes.map((lane) => lane.facts.station);
    const notices = (await Promise.all(lanes.map((lane) => lane.getToKnow()))).flat();
    this.emit({ type: 'run-started', run: this.#result(0), selected: this.entries.length, lanes: lanes.length, notices: [...new Set(notices)] });
  }

  emit(event: RunEvent): void {
    if (event.type === 'wire' && event.event.type === 'frame' && event.event.direction === 'in' && event.event.action === 'BootNotification' && event.event.problems.length === 0 && 'payload' in event.event.frame) {
      const { payload } = event.event.frame;
      if (this.#device === undefined && typeof payload === 'object' && payload !== null && !Array.isArray(payload)) this.#device = payload;
    }
    this.#recorder.onEvent(event);
    this.output.dispatch(event);
  }

  stray(finding: Finding): void {
    if (this.#findings.length < MAX_STRAY) this.#findings.push(finding);
  }

  /** Takes a verdict; `final` when no retry follows. Returns it with what the plan expects of it. */
  judged(result: TestcaseResult, final: boolean): TestcaseResult {
    const expected = this.options.plan.expectedFailures.find(({ id }) => id === result.id);
    const judged: TestcaseResult = {
      ...result, trace: tracePath(result.id),
      ...(expected && result.verdict !== 'not-applicable' ? { expectedFailure: { reason: expected.reason, asExpected: result.verdict !== 'passed' } } : {}),
    };
    this.emit({ type: 'testcase-ended', lane: judged.lane, result: judged, final });
    if (final) this.#results.push(judged);
    return judged;
  }

  /** Whether the plan says that this testcase does not pass: then a retry is of no use. */
  isKnownFailure({ id }: TestcaseResult): boolean {
    return this.options.plan.expectedFailures.some((expected) => expected.id === id);
  }

  isBad(result: TestcaseResult): boolean {
    if (result.expectedFailure) return !result.expectedFailure.asExpected;
    return result.verdict !== 'passed' && result.verdict !== 'not-applicable';
  }

  /** Closes the traces, writes all reports and returns the finished run. */
  async finish(): Promise<RunResult> {
    const order = new Map(this.entries.map((entry, index) => [entry.path, index]));
    this.#results.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0));
    const run = this.#result(this.#exitCode());
    await this.#recorder.close();
    this.output.dispatch({ type: 'run-ended', run });
    const { paths, problems } = await writeRun(this.folder.folder, run, this.output.reporters, this.options.plan.secrets ?? []);
    problems.forEach((problem) => this.output.notice(problem));
    this.output.written?.(paths);
    return run;
  }

  #exitCode(): number {
    if (this.#interrupted === 'SIGINT') return 130;
    if (this.#interrupted === 'SIGTERM') return 143;
    const plain = this.#results.filter((result) => !result.expectedFailure);
    if (plain.some(({ verdict }) => verdict === 'failed') || this.#results.some(({ expectedFailure }) => expectedFailure?.asExpected === false)) return 1;
    return this.#broken || plain.some(({ verdict }) => verdict === 'inconclusive' || verdict === 'error') ? 2 : 0;
  }

  #result(exitCode: number): RunResult {
    const { plan, strict } = this.options;
    const count = (verdict: Verdict): number => this.#results.filter((result) => result.verdict === verdict).length;
    return {
      schemaVersion: '1.0', tool: { name: 'plugproof', version: toolVersion() }, run: this.folder.name, ocpp: plan.ocpp, sut: plan.sut,
      ...(plan.file === undefined ? {} : { plan: basename(plan.file) }), ...(strict === undefined ? {} : { strict }), stations: this.#stations,
      ...(this.#device === undefined ? {} : { device: this.#device }), startedAt: this.#startedAt, durationMs: Math.round(this.clock.now() - this.#startMs),
      counts: {
        passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive'), 'not-applicable': count('not-applicable'), error: count('error'),
        flaky: this.#results.filter(({ flaky }) => flaky).length,
        expectedFailures: this.#results.filter(({ expectedFailure }) => expectedFailure?.asExpected === true).length,
        unexpectedPasses: this.#results.filter(({ expectedFailure }) => expectedFailure?.asExpected === false).length,
        warnings: this.#results.reduce((sum, { warnings }) => sum + warnings.length, 0),
      },
      exitCode, ...(this.#interrupted === undefined ? {} : { interrupted: this.#interrupted }), findings: this.#findings, testcases: this.#results,
    };
  }
}

function toolVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string' ? parsed.version : '0';
}
