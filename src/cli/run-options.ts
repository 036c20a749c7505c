import type { InferredOptionTypes } from 'yargs';
import type { Plan } from '../plan/types.ts';
import { checkReporterNames } from '../reporters/registry.ts';
import type { Embedding, RunOptions, Selection } from '../runner/options.ts';
import { idsForCertification } from './certification.ts';
import { splitList, toCount } from './numbers.ts';
import type { RUN_FLAGS } from './run-flags.ts';
import { UsageError } from './usage-error.ts';

export type RunArguments = InferredOptionTypes<typeof RUN_FLAGS> & { positional: Readonly<Record<string, string[]>> };

export interface RunContext {
  plan: Plan;
  timeScale: number;
  embedding?: Embedding;
  signal: AbortSignal;
}

/** Makes the runner's options of what was typed. Throws UsageError for a value that makes no sense. */
export async function toRunOptions(argv: RunArguments, { plan, timeScale, embedding, signal }: RunContext): Promise<RunOptions> {
  return {
    plan,
    selection: await selectionOf(argv, plan),
    lanes: toCount('lanes', argv.lanes, 1, 64),
    ...(argv.shard === undefined ? {} : { shard: shardOf(argv.shard) }),
    retries: toCount('retries', argv.retries, 0, 10),
    bail: argv.bail,
    ...(argv.resume === undefined ? {} : { resume: argv.resume }),
    reporters: reportersOf(argv.reporter),
    out: argv.out,
    ...(argv.strict === undefined ? {} : { strict: 'certification' }),
    ...(argv['mocha-reporter'] === undefined ? {} : { mochaReporter: argv['mocha-reporter'] }),
    timeScale,
    ...(embedding === undefined ? {} : { embedding }),
    signal,
  };
}

async function selectionOf(argv: RunArguments, plan: Plan): Promise<Selection> {
  const typed = argv.positional['testcases'] ?? [];
  if (argv.certification !== undefined && typed.length > 0) {
    throw new UsageError('--certification selects by itself, so no testcases can be named with it.', 'name testcases, or use --certification');
  }
  const ids = argv.certification === undefined ? typed : await idsForCertification(argv.certification, plan.ocpp, plan.sut);
  return {
    ids,
    ...(argv.profile === undefined ? {} : { profile: splitList(argv.profile) }),
    ...(argv.block === undefined ? {} : { block: splitList(argv.block) }),
    ...(argv.certification === undefined ? {} : { certification: argv.certification }),
    ...(argv.grep === undefined ? {} : { grep: argv.grep }),
    includeOneWay: argv['include-one-way'],
  };
}

function shardOf(text: string): { index: number; of: number } {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > of) throw new UsageError(`--shard ${text.slice(0, 20)} makes no sense.`, 'write i/n, such as --shard 1/3, with i from 1 to n');
  return { index, of };
}

function reportersOf(names: readonly string[]): string[] {
  try {
    return checkReporterNames(names);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
