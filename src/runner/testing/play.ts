import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { XMLParser } from 'fast-xml-parser';
import { fillDefaults } from '../../plan/defaults.ts';
import type { Plan } from '../../plan/types.ts';
import { createDispatcher, createReporters } from '../../reporters/registry.ts';
import type { Failure, RunEvent, RunResult, TestcaseResult } from '../../trace/types.ts';
import type { Library, RunOptions } from '../options.ts';
import { runSuite } from '../run.ts';
import { type Behaviour, Station } from './station.ts';
import { type CsmsBehaviour, HostileCsms } from './csms.ts';

/** Folders of runs, removed by `removeFolders`. */
const folders: string[] = [];

/** Makes a folder that `removeFolders` removes. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plugproof-test-'));
  folders.push(folder);
  return folder;
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** A plan with limits so short that what never comes is soon missed. */
export function quickPlan(sut: 'charge-point' | 'csms', change: { timing?: Record<string, string>; expectedFailures?: Plan['expectedFailures'] } = {}): Plan {
  const plan = fillDefaults({
    sut, ocpp: '1.6', endpoint: sut === 'csms' ? { connect: 'ws://127.0.0.1:1/ocpp' } : { listen: 'ws://127.0.0.1:0/ocpp' }, device: { station: 'CP001', connectors: 1 },
    timing: { messageTimeout: '500ms', bootTimeout: '1500ms', operatorTimeout: '800ms', settle: '50ms', tolerance: '100ms', intervals: { connectionTimeOut: 1 }, ...change.timing },
  }, undefined, []);
  return { ...plan, expectedFailures: change.expectedFailures ?? [] };
}

export interface Played { run: RunResult; folder: string; notices: string[]; events: RunEvent[]; stations: Station[] }

export interface PlayOptions extends Partial<RunOptions> {
  library: Library;
  /** A station that runs embedded, one per lane. */
  station?: Behaviour | ((lane: number) => Behaviour);
  csms?: CsmsBehaviour;
  onEvent?(event: RunEvent): void;
}

/** Runs testcases against a scripted device and checks that the reports are complete. */
export async function play({ library, station, csms, onEvent, ...change }: PlayOptions): Promise<Played> {
  const out = change.out ?? await makeFolder();
  const stations: Station[] = [];
  const notices: string[] = [];
  const events: RunEvent[] = [];
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reporters = await createReporters(['json', 'junit', 'html', 'markdown'], { isTTY: false, color: false, stream });
  const dispatch = createDispatcher(reporters, (text) => notices.push(text));
  const behaviourOf = (lane: number): Behaviour | undefined => (typeof station === 'function' ? station(lane) : station);
  const run = await runSuite({
    plan: quickPlan(csms ? 'csms' : 'charge-point'), selection: { ids: [], includeOneWay: false }, lanes: 1, retries: 0, bail: false, reporters: [], timeScale: 1, library,
    ...(station || csms ? {
      embedding: {
        station: ({ url, identity, clock }) => {
          const made = new Station(`${url}/${identity}`, clock, behaviourOf(stations.length));
          stations.push(made);
          return Promise.resolve(made);
        },
        ...(csms ? { csms: () => HostileCsms.start(csms) } : {}),
      },
    } : {}),
    ...change, out,
  }, { reporters, notice: (text) => notices.push(text), dispatch: (event) => { events.push(event); dispatch(event); onEvent?.(event); } });
  const folder = join(out, run.run);
  await assertComplete(run, folder);
  return { run, folder, notices, events, stations };
}

/** The only testcase of a run. */
export function only({ run }: Played): TestcaseResult {
  const [result] = run.testcases;
  assert.ok(result && run.testcases.length === 1, `there are ${run.testcases.length} testcases`);
  return result;
}

/** Verdict, rule or step, and expected and actual of every failure: what a reader is told. */
export function tell(result: TestcaseResult): string[] {
  return result.failures.map(({ verdict, rule, step, expected, actual }: Failure) => `${verdict} ${rule ?? step}: expected ${expected}; got ${actual}`);
}

/** Everything that a run leaves is there, whole, and says the same. */
async function assertComplete(run: RunResult, folder: string): Promise<void> {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const schema: object = JSON.parse(await readFile(new URL('../../trace/run.schema.json', import.meta.url), 'utf8'));
  const written: RunResult = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
  const valid = ajv.validate(schema, written);
  assert.ok(valid, `run.json: ${ajv.errorsText()}`);
  assert.deepEqual(written.testcases.map(({ id, verdict }) => [id, verdict]), run.testcases.map(({ id, verdict }) => [id, verdict]));
  const xml = await readFile(join(folder, 'junit.xml'), 'utf8');
  new XMLParser().parse(xml, true);
  assert.equal(xml.split('<testcase ').length - 1, run.testcases.length, 'testcases in junit.xml');
  const lines = (await readFile(join(folder, 'results.jsonl'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  for (const { id, verdict } of run.testcases) assert.ok(lines.some((line) => { const { id: other, verdict: said }: TestcaseResult = JSON.parse(line); return other === id && said === verdict; }), `results.jsonl lacks ${id}`);
  const traces = await readdir(join(folder, 'traces'));
  for (const { id, trace } of run.testcases) assert.ok(traces.includes(`${id}.jsonl`) && trace === `traces/${id}.jsonl`, `there is no trace of ${id}`);
  await readFile(join(folder, 'report.html'));
  await readFile(join(folder, 'summary.md'));
}
