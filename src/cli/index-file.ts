import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../testcase/files.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import { UsageError } from './usage-error.ts';

/** The index of testcases that the build left, without the code that made it. Throws UsageError when there is none. */
export async function readIndexFile(): Promise<IndexEntry[]> {
  const file = join(packageRoot(), 'dist', 'testcases', 'index.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`The index of testcases cannot be read: ${error instanceof Error ? error.message : String(error)}.`, 'npm run build');
  });
  // Our own build wrote it; its shape is that of the type.
  return JSON.parse(text) as IndexEntry[];
}
