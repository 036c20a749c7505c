import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measurement.ts';

const REPETITIONS = 11;
const COMMAND = fileURLToPath(new URL('../dist/plugproof.js', import.meta.url));

/** Measures `--help` and `list` as whole processes against `node -e 0`, in turn; medians. Throws when one fails. */
export async function measure(): Promise<Measurement[]> {
  const commands = { bare: ['-e', '0'], '--help': [COMMAND, '--help'], list: [COMMAND, 'list'] };
  const times: Record<string, number[]> = { bare: [], '--help': [], list: [] };
  for (let round = 0; round <= REPETITIONS; round += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const ms = timeOf(args);
      // The first round fills the file cache.
      if (round > 0) times[name]?.push(ms);
    }
  }
  const bare = median(times['bare'] ?? []);
  return Promise.resolve(['--help', 'list'].map((name) => ({ name: `plugproof ${name} / node -e 0`, ratio: median(times[name] ?? []) / bare, target: 2.2 })));
}

function timeOf(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...args], { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr.slice(0, 500)}`);
  return performance.now() - start;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
