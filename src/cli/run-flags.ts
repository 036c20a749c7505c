import { REPORTER_NAMES } from '../reporters/registry.ts';

const SELECT = 'Which testcases:';
const RUN = 'How they run:';
const REPORT = 'What is left:';

/** Options that `run` and `demo` share. */
export const RUN_FLAGS = {
  profile: { type: 'string', array: true, group: SELECT, describe: 'Only these profiles, such as Core' },
  block: { type: 'string', array: true, group: SELECT, describe: 'Only these blocks or topics, such as B or meter-values' },
  certification: { type: 'string', choices: ['M', 'C'], group: SELECT, describe: '2.x: only what certification makes mandatory (M) or conditional (C)' },
  grep: { type: 'string', group: SELECT, describe: 'Only testcases with this text in id, title or path' },
  'include-one-way': { type: 'boolean', default: false, group: SELECT, describe: 'Also what cannot be undone on the device (runs last)' },
  lanes: { type: 'number', default: 1, group: RUN, describe: 'How many stations run side by side' },
  shard: { type: 'string', group: RUN, describe: 'Only the i-th of n parts, such as 1/3' },
  retries: { type: 'number', default: 0, group: RUN, describe: 'Try again what has not passed, up to so many times' },
  bail: { type: 'boolean', default: false, group: RUN, describe: 'End the run at the first testcase that is not green' },
  resume: { type: 'string', group: RUN, describe: 'Folder of an earlier run: only what has not passed there' },
  strict: { type: 'string', choices: ['certification'], group: RUN, describe: 'Also fail what only the certification tool demands' },
  reporter: { type: 'string', array: true, default: ['junit', 'json', 'markdown', 'html'], group: REPORT, describe: `Reports to write: ${REPORTER_NAMES.join(', ')}` },
  out: { type: 'string', default: 'reports', group: REPORT, describe: 'Folder for the reports' },
  'mocha-reporter': { type: 'string', group: REPORT, describe: 'A Mocha reporter for the terminal, such as spec or dot' },
  verbose: { type: 'boolean', default: false, group: REPORT, describe: 'Print every step' },
} as const;

/** The positional arguments of `run` and `demo`. */
export const TESTCASES = { testcases: { describe: 'Ids, or globs over paths: TC_003_CS, "ocpp1.6/**/meter-values/*"' } } as const;
