import { isAbsolute, join, normalize, sep } from 'node:path';
import type { TraceRecord } from '../../trace/record.ts';
import { readTrace } from '../../trace/reader.ts';
import type { RunResult } from '../../trace/types.ts';
import type { ReportTrace, TraceEntry } from './data.ts';

/** What the page embeds of one trace at most. */
const MAX_ENTRIES = 2000;
const MAX_BYTES = 64 * 1024;
/** The share of the first records; the end, where it failed, gets the rest. */
const HEAD_SHARE = 0.25;
/** Longest text of one record that is embedded. */
const MAX_TEXT = 4000;
const MAX_PROBLEMS = 5;

/** Reads the traces of a run for the page, each bounded to 2,000 records and 64 KiB. */
export async function collectTraces(run: RunResult, folder: string): Promise<Record<string, ReportTrace>> {
  const traces = new Map<string, ReportTrace>();
  for (const path of new Set(run.testcases.map((result) => result.trace))) {
    if (path !== '') traces.set(path, await collectTrace(folder, path));
  }
  return Object.fromEntries(traces);
}

async function collectTrace(folder: string, path: string): Promise<ReportTrace> {
  const inside = normalize(path);
  if (isAbsolute(inside) || inside.split(sep).includes('..')) return { entries: [], omitted: 0, note: 'The trace lies outside of the run and was not read.' };
  const window = new HeadAndTail();
  try {
    for await (const record of readTrace(join(folder, inside))) window.add(toEntry(record));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { ...window.result(), note: missing ? 'No trace was written.' : `The trace could not be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  return window.result();
}

/** Keeps the first and the last entries of a stream within the limits, in bounded memory. */
class HeadAndTail {
  readonly #head: TraceEntry[] = [];
  #headBytes = 0;
  #headFull = false;
  #tail: { entry: TraceEntry; bytes: number }[] = [];
  #tailStart = 0;
  #tailBytes = 0;
  #omitted = 0;

  add(entry: TraceEntry): void {
    const bytes = Buffer.byteLength(JSON.stringify(entry), 'utf8');
    this.#headFull ||= this.#headBytes + bytes > MAX_BYTES * HEAD_SHARE || this.#head.length >= MAX_ENTRIES * HEAD_SHARE;
    if (!this.#headFull) {
      this.#head.push(entry);
      this.#headBytes += bytes;
      return;
    }
    this.#tail.push({ entry, bytes });
    this.#tailBytes += bytes;
    while (this.#tailBytes > MAX_BYTES * (1 - HEAD_SHARE) || this.#tail.length - this.#tailStart > MAX_ENTRIES * (1 - HEAD_SHARE)) {
      this.#tailBytes -= this.#tail[this.#tailStart]?.bytes ?? 0;
      this.#tailStart += 1;
      this.#omitted += 1;
    }
    if (this.#tailStart > MAX_ENTRIES) {
      this.#tail = this.#tail.slice(this.#tailStart);
      this.#tailStart = 0;
    }
  }

  result(): ReportTrace {
    const entries = [...this.#head];
    if (this.#omitted > 0) {
      entries.push({ kind: 'marker', time: '', label: `${this.#omitted} records left out here; the trace file has them all` });
    }
    return { entries: [...entries, ...this.#tail.slice(this.#tailStart).map(({ entry }) => entry)], omitted: this.#omitted };
  }
}

function toEntry(record: TraceRecord): TraceEntry {
  const { plugproof } = record.meta;
  const time = record.timestamp;
  const from = record.direction === undefined ? undefined : record.direction === 'cp-to-csms' ? 'station' : 'csms';
  switch (plugproof.record) {
    case 'attempt': return { kind: 'marker', time, label: `attempt ${plugproof.attempt}` };
    case 'notice': return { kind: 'marker', time, label: plugproof.text };
    case 'connection': return {
      kind: 'connection', time, label: `${plugproof.event}${plugproof.ours ? ' (by plugproof)' : ''}`, text: clip(JSON.stringify(plugproof.detail)),
    };
    case 'text': return {
      kind: 'text', time, from, label: `${plugproof.binary ? 'binary message' : 'text'}, ${plugproof.bytes} bytes`, text: clip(record.raw ?? ''), ...problemsOf(plugproof.problems),
    };
    case 'frame': return frameEntry(record, from, plugproof.kind, plugproof.problems);
  }
}

function frameEntry(record: TraceRecord, from: TraceEntry['from'], otherKind: string | undefined, problems: ProblemList): TraceEntry {
  const type = record.messageType ?? otherKind ?? 'frame';
  const kind = type === 'CALL' || type === 'SEND' ? 'call' : type === 'CALLRESULT' ? 'result' : 'error';
  const suffix = kind === 'call' ? '' : kind === 'result' ? ' response' : ` ${record.error?.code ?? 'error'}`;
  return {
    kind, time: record.timestamp, from, label: clip(`${record.action ?? type}${suffix}`, 100), id: clip(record.messageId ?? '', 100),
    text: clip(record.raw ?? JSON.stringify(record.payload ?? record.error ?? null)), ...problemsOf(problems),
  };
}

type ProblemList = readonly { expected: string; actual: string; path: string; clause: string }[] | undefined;

function problemsOf(problems: ProblemList): { problems?: string[] } {
  if (problems === undefined || problems.length === 0) return {};
  return { problems: problems.slice(0, MAX_PROBLEMS).map((problem) => clip(`${problem.path}: expected ${problem.expected}, actual ${problem.actual} (${problem.clause})`, 400)) };
}

function clip(text: string, max = MAX_TEXT): string {
  return text.length > max ? `${text.slice(0, max)}… (${text.length} characters)` : text;
}
