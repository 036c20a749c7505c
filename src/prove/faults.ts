import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OcppVersion, Sut } from '../ocppj/types.ts';
import type { Plan } from '../plan/types.ts';
import type { Embedding } from '../runner/options.ts';
import { runSuite } from '../runner/run.ts';
import { packageRoot } from '../testcase/files.ts';
import type { Failure, TestcaseResult } from '../trace/types.ts';

/** A fault of a reference device, and how to start the device with it. */
export interface FaultyDevice {
  name: string;
  title: string;
  source: string;
  ocpp: OcppVersion;
  sut: Sut;
  plan: Plan;
  embedding: Embedding;
}

/** What became of a fault. */
export interface FaultProof {
  name: string;
  ocpp: OcppVersion;
  sut: Sut;
  /** The testcase that turned red; undefined when none did. */
  caughtBy: string | undefined;
  /** The rule that found it, where it was one. */
  rule: string | undefined;
  /** The failure's expected and actual. */
  text: string;
}

export interface ProofOptions {
  lanes: number;
  timeScale: number;
  /** Run the whole suite against each fault, and not only the testcase that caught it last. */
  whole: boolean;
  onProof(proof: FaultProof): void;
}

type CatchRecord = Record<string, string>;

const recordFile = (): string => join(packageRoot(), 'fixtures', 'devices', 'caught-by.json');

/** Which testcase caught which fault last, by `<ocpp>/<sut>/<fault>`. */
export async function readRecord(): Promise<CatchRecord> {
  const text = await readFile(recordFile(), 'utf8').catch(() => '{}');
  const record: unknown = JSON.parse(text);
  return typeof record === 'object' && record !== null ? Object.fromEntries(Object.entries(record).map(([fault, id]) => [fault, String(id)])) : {};
}

/** Writes the record, sorted. */
export async function writeRecord(proofs: readonly FaultProof[]): Promise<void> {
  const record = { ...(await readRecord()), ...Object.fromEntries(proofs.filter(({ caughtBy }) => caughtBy !== undefined).map((proof) => [keyOf(proof), proof.caughtBy ?? ''])) };
  const sorted = Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)));
  await writeFile(recordFile(), `${JSON.stringify(sorted, undefined, 2)}\n`);
}

const keyOf = ({ ocpp, sut, name }: { ocpp: OcppVersion; sut: Sut; name: string }): string => `${ocpp}/${sut}/${name}`;

/**
 * Runs each faulty device against the testcase that is on record for it, or against the whole suite,
 * and says what turned red (design section 7.3). A fault counts as caught only by `failed`.
 */
export async function proveFaults(devices: readonly FaultyDevice[], options: ProofOptions): Promise<FaultProof[]> {
  const record = await readRecord();
  const proofs: FaultProof[] = [];
  const queue = [...devices];
  const work = Array.from({ length: Math.max(1, options.lanes) }, async () => {
    for (let device = queue.shift(); device; device = queue.shift()) {
      const proof = await proveFault(device, options.whole ? undefined : record[keyOf(device)], options);
      proofs.push(proof);
      options.onProof(proof);
    }
  });
  await Promise.all(work);
  return proofs;
}

async function proveFault(device: FaultyDevice, recorded: string | undefined, options: ProofOptions): Promise<FaultProof> {
  const quick = recorded === undefined ? [] : await failedOnes(device, [recorded], options);
  const failed = quick.length > 0 ? quick : await failedOnes(device, [], options);
  const [best] = failed.map((result) => ({ id: result.id, failures: result.failures.filter(({ verdict }) => verdict === 'failed').sort(byClarity) }))
    .sort((a, b) => byClarity(a.failures[0], b.failures[0]) || a.failures.length - b.failures.length);
  const failure = best?.failures[0];
  return {
    name: device.name, ocpp: device.ocpp, sut: device.sut, caughtBy: best?.id, rule: failure?.rule,
    text: failure ? `expected ${failure.expected}; got ${failure.actual}` : '',
  };
}

/** The clearest failure first: one that points into a frame, then one of a rule, a wrong value, something that came or is missing, last what nobody asked for. */
function byClarity(a: Failure | undefined, b: Failure | undefined): number {
  return obscurity(a) - obscurity(b);
}

function obscurity(failure: Failure | undefined): number {
  if (failure?.expected.startsWith('$[') === true) return 0;
  if (failure?.rule !== undefined) return 1;
  if (failure?.expected.includes('nothing in the scenario asks for it') === true) return 4;
  return /^(nothing|none|only) /.test(failure?.actual ?? '') || failure?.expected.startsWith('no ') === true ? 3 : 2;
}

async function failedOnes({ plan, embedding }: FaultyDevice, ids: string[], { timeScale }: ProofOptions): Promise<TestcaseResult[]> {
  const out = await mkdtemp(join(tmpdir(), 'plugproof-prove-'));
  try {
    const run = await runSuite({
      plan, embedding, timeScale, out, selection: { ids, includeOneWay: true }, lanes: ids.length > 0 ? 1 : 3, retries: 0, bail: false, reporters: [], underMocha: false,
    }, { reporters: [], dispatch: () => undefined, notice: () => undefined });
    return run.testcases.filter(({ verdict }) => verdict === 'failed');
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
