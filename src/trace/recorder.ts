import { createTraceWriter } from './writer.ts';
import type { TraceWriter } from './writer.ts';
import type { OcppVersion, Sut } from '../ocppj/types.ts';
import { appendResult } from './run-writer.ts';
import type { Reporter, RunEvent } from './types.ts';

export interface RecorderOptions {
  folder: string;
  ocpp: OcppVersion;
  sut: Sut;
  /** Literal strings, such as the plan's password, that must not be written. */
  secrets?: readonly string[];
  /** Called with a sentence when something could not be written. */
  onNotice?: (text: string) => void;
}

/** Keeps the traces and `results.jsonl` of a run while it goes on. */
export interface Recorder extends Reporter {
  onEvent(event: RunEvent): void;
  /** Resolves when everything that came is on disk. */
  close(): Promise<void>;
}

/** Makes what writes the traces and results of a run: give it every run event, and close it before the reports. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { folder, secrets, onNotice } = options;
  const writers = new Map<string, TraceWriter>();
  const attempts = new Map<string, number>();
  let tail = Promise.resolve();
  const later = (work: () => Promise<void>): void => {
    tail = tail.then(work).catch((error: unknown) => {
      onNotice?.(`The run's results could not be kept in ${folder}: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  const writerFor = (id: string, lane: number, startedAt: string): TraceWriter => {
    const key = `${lane} ${id}`;
    const found = writers.get(key);
    if (found) return found;
    const made = createTraceWriter(folder, { ...options, testcase: id, attempt: attempts.get(key) ?? 1, startedAt });
    writers.set(key, made);
    return made;
  };
  const end = (event: Extract<RunEvent, { type: 'testcase-ended' }>): void => {
    const key = `${event.lane} ${event.result.id}`;
    const writer = writers.get(key);
    writers.delete(key);
    later(async () => {
      await writer?.close();
      await appendResult(folder, event.result, secrets);
    });
  };
  return {
    name: 'recorder',
    onEvent(event) {
      if (event.type === 'testcase-started') attempts.set(`${event.lane} ${event.id}`, event.attempt);
      if (event.type === 'wire') writerFor(event.id ?? 'session', event.lane, event.event.wall).write(event.event);
      if (event.type === 'testcase-ended') {
        writerFor(event.result.id, event.lane, event.result.startedAt);
        end(event);
      }
    },
    async close() {
      await tail;
      await Promise.all([...writers.values()].map((writer) => writer.close()));
      writers.clear();
      await tail;
    },
  };
}
