import type { OcppVersion, Payload, Sut } from '../ocppj/types.ts';
import type { WireEvent } from '../peer/types.ts';
import type { Finding } from '../rules/types.ts';

export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'not-applicable' | 'error';

/** Why a testcase is not green, in the order in which every reporter prints it (design section 5). */
export interface Failure {
  verdict: Exclude<Verdict, 'passed' | 'not-applicable'>;
  /** Requirement: clause and sentence. */
  requirement: string;
  expected: string;
  actual: string;
  /** Path of the step, such as `3` or `5.boot.1`; `given booted`; `cleanup`. */
  step: string;
  /** The step as a sentence. */
  stepText: string;
  /** Texts of the frames that show it, oldest first, with direction; at most ten. */
  frames: FrameExcerpt[];
  /** Rule id, where a rule found it. */
  rule?: string;
}

export interface FrameExcerpt {
  direction: 'in' | 'out';
  wall: string;
  /** Milliseconds since the testcase started. */
  atMs: number;
  text: string;
}

export type StepStatus = 'passed' | 'failed' | 'skipped' | 'inconclusive' | 'error';

export interface StepResult {
  path: string;
  /** The step as a sentence. */
  text: string;
  status: StepStatus;
  startMs: number;
  durationMs: number;
  /** The texts of the frames that met it. */
  frames: number[];
  note?: string;
}

/** Everything that is known of one testcase after a run. */
export interface TestcaseResult {
  id: string;
  title: string;
  purpose: string;
  /** Source path below testcases/, such as `ocpp1.6/charge-point/core/TC_003_CS-…`. */
  path: string;
  ocpp: OcppVersion;
  sut: Sut;
  profile: string;
  /** The folder: one suite per topic. */
  topic: string;
  requirements: string[];
  verdict: Verdict;
  /** For not-applicable, and as a one-line summary of anything not passed. */
  reason?: string;
  failures: Failure[];
  warnings: Finding[];
  /** Unclaimed frames that were answered and listed, as sentences. */
  notes: string[];
  steps: StepResult[];
  /** ISO date-time. */
  startedAt: string;
  durationMs: number;
  /** 1 for the first try. */
  attempt: number;
  /** Passed after an attempt that did not. */
  flaky: boolean;
  expectedFailure?: { reason: string; asExpected: boolean };
  station: string;
  lane: number;
  /** Path of the trace, relative to the run's folder. */
  trace: string;
  /** Milliseconds spent waiting for the operator. */
  operatorMs: number;
}

export interface RunResult {
  /** Version of this document: semantic, `1.0`. */
  schemaVersion: '1.0';
  tool: { name: 'plugproof'; version: string };
  /** Folder name of the run. */
  run: string;
  ocpp: OcppVersion;
  sut: Sut;
  /** Plan file name, without its folder. */
  plan?: string;
  strict?: 'certification';
  stations: string[];
  /** What the device said of itself in BootNotification. */
  device?: Payload;
  startedAt: string;
  durationMs: number;
  counts: Record<Verdict, number> & { flaky: number; expectedFailures: number; unexpectedPasses: number; warnings: number };
  exitCode: number;
  interrupted?: 'SIGINT' | 'SIGTERM' | 'bail';
  /** Findings outside of any testcase. */
  findings: Finding[];
  testcases: TestcaseResult[];
}

/** What happens in a run, in order; the only thing that reporters read. */
export type RunEvent =
  | { type: 'run-started'; run: RunResult; selected: number; lanes: number; notices: string[] }
  | { type: 'testcase-started'; id: string; title: string; topic: string; station: string; lane: number; attempt: number }
  | { type: 'step'; id: string; lane: number; step: StepResult }
  | { type: 'operator'; id: string; lane: number; instruction: string; waiting: boolean }
  | { type: 'wire'; id: string | undefined; lane: number; event: WireEvent }
  | { type: 'finding'; id: string | undefined; lane: number; finding: Finding }
  | { type: 'testcase-ended'; lane: number; result: TestcaseResult; final: boolean }
  | { type: 'run-ended'; run: RunResult };

/** A reporter: all hooks optional, called in order and awaited at the end of the run only. */
export interface Reporter {
  /** For messages about it. */
  readonly name?: string;
  onEvent?(event: RunEvent): void;
  /** Called once after `run-ended`; writes files below `folder`; returns the paths that it wrote. */
  finish?(run: RunResult, folder: string): Promise<string[]>;
}
