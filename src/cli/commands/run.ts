import { defineCommand } from '../command.ts';
import { executeRun } from '../execute-run.ts';
import { PLAN_FLAGS, readPlan } from '../plan-flags.ts';
import { RUN_FLAGS, TESTCASES } from '../run-flags.ts';

/** Judges a device. */
export default defineCommand({
  options: { ...PLAN_FLAGS, ...RUN_FLAGS },
  positionals: TESTCASES,
  examples: [
    ['$0 run --plan plan.yaml', 'everything that applies to the device'],
    ['$0 run TC_003_CS TC_010_CS -p plan.yaml', 'two testcases'],
    ['$0 run -p plan.yaml --profile Core --lanes 4', 'one profile, four stations side by side'],
    ['$0 run -p plan.yaml --resume reports/2025-…', 'only what has not passed in that run'],
  ],
  epilogue: 'Exit codes: 0 passed, 1 failed, 2 inconclusive or error, 64 wrong usage, 130/143 interrupted.',
  run: async (argv) => executeRun(argv, await readPlan(argv)),
});
