import type { Clock } from '../clock/clock.ts';
import type { Payload } from '../ocppj/types.ts';
import type { Plan } from '../plan/types.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import type { StateDefinition, TestcaseExport } from '../testcase/types.ts';

/** Which testcases run. */
export interface Selection {
  /** Ids, or globs over paths below testcases/. */
  ids: string[];
  profile?: string[];
  block?: string[];
  certification?: 'M' | 'C';
  grep?: string;
  includeOneWay: boolean;
}

/** A device that runs inside this process, one per lane. */
export interface EmbeddedDevice {
  perform(action: string, body: Record<string, unknown>): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** A CSMS that runs inside this process, for all lanes. */
export interface EmbeddedCsms {
  url: string;
  trigger(station: string, action: string, payload: Payload): Promise<{ status: number; body: unknown }>;
  setup(station: string, what: string, body: Payload): Promise<{ status: number; body: unknown }>;
  observe(station: string, question: string): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** What a device in this process is told: where to connect, as whom, and with what Basic auth password. */
export interface StationOptions { url: string; identity: string; clock: Clock; password?: string }

/** Starts devices inside this process; they share the run's clock. */
export interface Embedding {
  station?(options: StationOptions): Promise<EmbeddedDevice>;
  csms?(options: { clock: Clock }): Promise<EmbeddedCsms>;
}

/** Where testcases come from. */
export interface Library {
  index(): Promise<IndexEntry[]>;
  /** The testcase at a path of the index. */
  testcase(path: string): Promise<TestcaseExport>;
  /** The states of a version and role, such as `ocpp1.6/charge-point`, by name. */
  states(folder: string): Promise<ReadonlyMap<string, StateDefinition>>;
}

/** Everything a run needs to know. */
export interface RunOptions {
  plan: Plan;
  selection: Selection;
  lanes: number;
  shard?: { index: number; of: number };
  retries: number;
  bail: boolean;
  /** Folder of an earlier run: only what has not passed there. */
  resume?: string;
  reporters: string[];
  out: string;
  strict?: 'certification';
  mochaReporter?: string;
  /** Whether the testcases run as tests of Mocha; default true. Without it no Mocha reporter sees them. */
  underMocha?: boolean;
  /** How many times faster than the machine's clock; only with embedded devices. */
  timeScale: number;
  embedding?: Embedding;
  /** Ends the run early, with complete reports. */
  signal?: AbortSignal;
  /** Default: the testcases that come with plugproof. */
  library?: Library;
  /** Folder name of the run; default: made of time and device. */
  name?: string;
}
