import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { TraceRecord } from './record.ts';

/** Longest line that is looked at, in characters: twice a cut text of 64 KiB with its escapes. */
const MAX_LINE = 1024 * 1024;

/**
 * Reads a trace line by line; a line that is no record, such as one cut by a crash, is passed over.
 * Throws the file system's error when the file cannot be read.
 */
export async function* readTrace(path: string): AsyncGenerator<TraceRecord> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const record = line.length > MAX_LINE ? undefined : parseRecord(line);
    if (record) yield record;
  }
}

/** Parses one line of a trace; undefined where it is none. */
export function parseRecord(line: string): TraceRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isTraceRecord(value) ? value : undefined;
}

function isTraceRecord(value: unknown): value is TraceRecord {
  if (typeof value !== 'object' || value === null) return false;
  if (!('schemaVersion' in value) || typeof value.schemaVersion !== 'string') return false;
  if (!('timestamp' in value) || typeof value.timestamp !== 'string') return false;
  if (!('meta' in value) || typeof value.meta !== 'object' || value.meta === null) return false;
  const { meta } = value;
  return 'plugproof' in meta && typeof meta.plugproof === 'object' && meta.plugproof !== null && 'record' in meta.plugproof;
}
