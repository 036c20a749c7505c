import { join } from 'node:path';
import { writeWhole } from '../../trace/run-writer.ts';
import type { Reporter } from '../../trace/types.ts';
import { loadHtmlClient } from './load-client.ts';
import { collectTraces } from './collect.ts';
import { buildPage } from './page.ts';

/** Writes `report.html`: the run with its traces in one file that opens offline. */
export function createHtmlReporter(): Reporter {
  return {
    name: 'html',
    async finish(run, folder) {
      const path = join(folder, 'report.html');
      const [client, traces] = await Promise.all([loadHtmlClient(), collectTraces(run, folder)]);
      await writeWhole(path, buildPage({ run, traces }, client));
      return [path];
    },
  };
}
