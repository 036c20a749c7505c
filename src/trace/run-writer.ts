import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toFileName } from './file-name.ts';
import { redactFinding, redactResult } from './redact-result.ts';
import type { Reporter, RunResult, TestcaseResult } from './types.ts';

const RESULTS = 'results.jsonl';
/** A folder name that is taken gets `-2`, `-3` …; beyond this something else is wrong. */
const MAX_SUFFIX = 10_000;

export interface RunFolder {
  /** Path of the folder, below `out`. */
  folder: string;
  /** Its last part, which is the run's name. */
  name: string;
}

/**
 * Makes a new folder for a run below `out`, with a file name made from `name` and a number where it is
 * taken. Throws the file system's error, with a hint, when it cannot be made.
 */
export async function createRunFolder(out: string, name: string): Promise<RunFolder> {
  const base = toFileName(name);
  await mkdir(out, { recursive: true });
  for (let number = 1; number <= MAX_SUFFIX; number += 1) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    const folder = join(out, candidate);
    if (await makeFolder(folder)) {
      await mkdir(join(folder, 'traces'));
      return { folder, name: candidate };
    }
  }
  throw new Error(`${out} already holds ${MAX_SUFFIX} runs named ${base}; remove some, or choose another folder with --out.`);
}

async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Appends one result to the run's `results.jsonl`, so that a crash loses nothing that was judged. */
export async function appendResult(folder: string, result: TestcaseResult, secrets: readonly string[] = []): Promise<void> {
  await appendFile(join(folder, RESULTS), `${JSON.stringify(redactResult(result, secrets))}\n`, 'utf8');
}

/**
 * Reads the results that a run left, newest attempt of each testcase only, also after a crash: a cut
 * line is passed over. An empty list where there is no such file.
 */
export async function readResults(folder: string): Promise<TestcaseResult[]> {
  const text = await readFile(join(folder, RESULTS), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const results = new Map<string, TestcaseResult>();
  for (const line of text.split('\n')) {
    const result = parseResult(line);
    if (!result) continue;
    const key = `${result.id}\n${result.station}`;
    results.delete(key);
    results.set(key, result);
  }
  return [...results.values()];
}

function parseResult(line: string): TestcaseResult | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isResult(value) ? value : undefined;
}

/** A line that parses is whole, for a cut one has no closing brace; the key fields tell ours from others. */
function isResult(value: unknown): value is TestcaseResult {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    && 'verdict' in value && typeof value.verdict === 'string' && 'station' in value && typeof value.station === 'string'
    && 'failures' in value && Array.isArray(value.failures) && 'steps' in value && Array.isArray(value.steps);
}

/** Writes `run.json` whole or not at all: into a temporary file first, then renamed. Returns its path. */
export async function writeRunFile(run: RunResult, folder: string): Promise<string> {
  const path = join(folder, 'run.json');
  await writeWhole(path, `${JSON.stringify(run, undefined, 2)}\n`);
  return path;
}

/** Writes a file through a temporary neighbour, so that a reader never sees half of it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, text, 'utf8');
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What writing the reports came to: the paths written, and a sentence for each that could not be. */
export interface WrittenRun {
  paths: string[];
  problems: string[];
}

/**
 * Writes everything that a run leaves: `run.json` first, then each reporter's files, in order. A
 * reporter that fails becomes a problem and does not keep the others from writing. Never throws.
 */
export async function writeRun(folder: string, run: RunResult, reporters: readonly Reporter[], secrets: readonly string[] = []): Promise<WrittenRun> {
  const clean: RunResult = {
    ...run,
    findings: run.findings.map((finding) => redactFinding(finding, secrets)),
    testcases: run.testcases.map((result) => redactResult(result, secrets)),
  };
  const written: WrittenRun = { paths: [], problems: [] };
  const attempt = async (what: string, write: () => Promise<string[]>): Promise<void> => {
    try {
      written.paths.push(...await write());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      written.problems.push(`${what} could not be written below ${folder}: ${reason}`);
    }
  };
  await attempt('run.json', async () => [await writeRunFile(clean, folder)]);
  for (const reporter of reporters) {
    await attempt(`The report of "${reporter.name ?? 'a reporter'}"`, async () => await reporter.finish?.(clean, folder) ?? []);
  }
  written.paths = [...new Set(written.paths)];
  return written;
}
