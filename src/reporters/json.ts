import { writeRunFile } from '../trace/run-writer.ts';
import type { Reporter } from '../trace/types.ts';

/** Writes `run.json`: the run as data, checked by the published run.schema.json. */
export function createJsonReporter(): Reporter {
  return {
    name: 'json',
    async finish(run, folder) {
      return [await writeRunFile(run, folder)];
    },
  };
}
