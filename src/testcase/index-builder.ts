import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toMilliseconds } from '../matching/durations.ts';
import type { Facts } from '../plan/types.ts';
import { loadStates, loadTestcase, packageRoot, readPath, testcaseRoot, walkFiles } from './files.ts';
import { foldTestcase } from './fold.ts';
import type { IndexEntry } from './index-types.ts';
import { defaultFacts } from './sample-facts.ts';
import type { Step } from './types.ts';

/** Makes the index of all testcases, by importing each; throws with the path of one that cannot be read. */
export async function buildIndex(): Promise<IndexEntry[]> {
  const { folder, extension } = testcaseRoot();
  const paths = walkFiles(folder, extension).filter((path) => !path.includes('/states/') && path.split('/').length >= 3 && path.startsWith('ocpp'));
  const entries = await Promise.all(paths.map(indexTestcase));
  return entries.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/** The index that the build left; throws with what to do when there is none. */
export async function readIndex(): Promise<IndexEntry[]> {
  const file = join(packageRoot(), 'dist', 'testcases', 'index.json');
  const text = await readFile(file, 'utf8').catch(() => { throw new Error('The index of testcases is missing; run `npm run build`'); });
  const entries: unknown = JSON.parse(text);
  return isIndex(entries) ? entries : [];
}

/** The build writes the file: that it is a list is all there is to check. */
const isIndex = (value: unknown): value is IndexEntry[] => Array.isArray(value);

async function indexTestcase(path: string): Promise<IndexEntry> {
  const found = await loadTestcase(path);
  const { version, role, topic, id } = readPath(path);
  if (version !== `ocpp${found.ocpp}` || role !== found.sut) throw new Error(`testcases/${path}: its builder is for ocpp${found.ocpp}/${found.sut}`);
  const facts = defaultFacts(found.ocpp, found.sut);
  const testcase = typeof found.source === 'function' ? found.source(facts) : found.source;
  const folded = foldTestcase(testcase, facts, await loadStates(`${version}/${role}`));
  const steps = folded.steps.flatMap(({ step }) => flatten(step));
  return {
    id, title: testcase.title, purpose: testcase.purpose, path, ocpp: found.ocpp, sut: found.sut, profile: testcase.profile,
    topic: `${version}/${role}/${topic}`, requires: folded.requires, requirements: testcase.spec, oneWay: testcase.oneWay ?? false,
    estimateSeconds: estimate(steps, facts), operatorTrips: steps.filter((step) => 'operator' in step).length,
  };
}

function flatten(step: Step): Step[] {
  const children = 'inOrder' in step ? step.inOrder : 'anyOrder' in step ? step.anyOrder : 'optional' in step ? step.optional
    : 'oneOf' in step ? Object.values(step.oneOf)[0] ?? [] : 'if' in step ? step.then : [];
  return [step, ...children.flatMap(flatten)];
}

/** Seconds of prescribed waiting; what the device needs comes on top. */
function estimate(steps: readonly Step[], facts: Facts): number {
  const literal = (value: string | number | undefined): number => (value === undefined || (typeof value === 'string' && value.startsWith('$')) ? 0 : toMilliseconds(value));
  const ms = steps.reduce((sum, step) => sum
    + ('wait' in step ? literal(step.wait) : 0) + ('absent' in step ? literal(step.for) : 0) + literal(step.after)
    + ('collect' in step ? literal(step.until.for) + literal(step.until.quiet) + (step.until.count ?? 0) * literal(step.gaps?.period) : 0), facts.timing.settle);
  return Math.round(ms / 100) / 10;
}
