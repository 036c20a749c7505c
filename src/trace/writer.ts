import { appendFile, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WireEvent } from '../peer/types.ts';
import { toFileName } from './file-name.ts';
import { attemptRecord, noticeRecord, toTraceRecord } from './record.ts';
import type { TraceContext, TraceRecord } from './record.ts';
import { redactEvent } from './redact.ts';

/** Bytes that wait in memory for a slow disk; beyond them records are dropped and counted. */
const MAX_PENDING = 4 * 1024 * 1024;
/** Bytes of one attempt in one trace; a device that floods does not fill the disk. */
const MAX_ATTEMPT = 64 * 1024 * 1024;

export interface TraceWriterOptions extends TraceContext {
  testcase: string;
  /** 1 for the first try; later ones are appended to the same file. */
  attempt: number;
  /** ISO date-time of the marker line. */
  startedAt: string;
  /** Literal strings, such as the plan's password, that must not be written. */
  secrets?: readonly string[];
  /** Called once when the trace cannot be written, with a sentence that says where and what to do. */
  onNotice?: (text: string) => void;
  /** Appends a text to a file; to be replaced where a disk is to fail. */
  append?: (path: string, text: string) => Promise<void>;
  maxPending?: number;
  maxAttempt?: number;
}

export interface TraceWriter {
  /** The trace's path, relative to the run's folder, with `/`. */
  readonly path: string;
  /** Takes one event; returns at once and never throws. */
  write(event: WireEvent): void;
  /** Resolves when everything is on disk or was given up. */
  close(): Promise<void>;
}

/** The path of a testcase's trace, relative to the run's folder. */
export function tracePath(testcase: string): string {
  return `traces/${toFileName(testcase)}.jsonl`;
}

/** Opens the trace of one attempt at a testcase below the run's `folder`, and writes its marker line. */
export function createTraceWriter(folder: string, options: TraceWriterOptions): TraceWriter {
  return new JsonlWriter(folder, options);
}

class JsonlWriter implements TraceWriter {
  readonly path: string;
  readonly #file: string;
  readonly #options: TraceWriterOptions;
  #pending: string[] = [];
  #pendingSize = 0;
  #written = 0;
  #dropped = 0;
  #lastWall: string;
  #failed = false;
  #flushing: Promise<void> | undefined;
  #prepared = false;

  constructor(folder: string, options: TraceWriterOptions) {
    this.path = tracePath(options.testcase);
    this.#file = join(folder, this.path);
    this.#options = options;
    this.#lastWall = options.startedAt;
    this.#push(attemptRecord(options.testcase, options.attempt, options.startedAt));
  }

  write(event: WireEvent): void {
    if (this.#failed) return;
    this.#lastWall = event.wall;
    const { maxPending = MAX_PENDING, maxAttempt = MAX_ATTEMPT, secrets } = this.#options;
    if (this.#pendingSize > maxPending || this.#written + this.#pendingSize > maxAttempt) {
      this.#dropped += 1;
      return;
    }
    if (this.#dropped > 0) this.#noteDropped();
    this.#push(toTraceRecord(redactEvent(event, secrets), this.#options));
  }

  async close(): Promise<void> {
    if (this.#dropped > 0) this.#noteDropped();
    while (this.#flushing) await this.#flushing;
  }

  #noteDropped(): void {
    this.#push(noticeRecord(`${this.#dropped} records left out here: they came faster than they could be kept`, this.#lastWall));
    this.#dropped = 0;
  }

  #push(record: TraceRecord): void {
    const line = `${serialise(record)}\n`;
    this.#pending.push(line);
    this.#pendingSize += line.length;
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined;
    });
  }

  async #flush(): Promise<void> {
    try {
      if (!this.#prepared) await this.#prepare();
      while (this.#pending.length > 0 && !this.#failed) {
        const text = this.#pending.join('');
        this.#pending = [];
        await (this.#options.append ?? appendText)(this.#file, text);
        this.#written += text.length;
        this.#pendingSize -= text.length;
      }
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Makes the folder, and ends a line that an earlier attempt could not finish. */
  async #prepare(): Promise<void> {
    this.#prepared = true;
    await mkdir(dirname(this.#file), { recursive: true });
    if (await endsWithinLine(this.#file)) this.#pending.unshift('\n');
  }

  #giveUp(error: unknown): void {
    this.#failed = true;
    this.#pending = [];
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.onNotice?.(`The trace ${this.path} is incomplete, because it could not be written (${reason}). Verdicts are not affected; free the disk or choose another folder with --out.`);
  }
}

async function appendText(path: string, text: string): Promise<void> {
  await appendFile(path, text, 'utf8');
}

async function endsWithinLine(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 0x0a;
  } finally {
    await file.close();
  }
}

/** JSON.stringify recurses: a payload nested by the ten thousand is kept as `raw` alone. */
function serialise(record: TraceRecord): string {
  try {
    return JSON.stringify(record);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return JSON.stringify({ ...record, payload: undefined, error: record.error ? {} : undefined });
  }
}
