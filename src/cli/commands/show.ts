import type { IndexEntry } from '../../testcase/index-types.ts';
import { defineCommand } from '../command.ts';
import { readIndexFile } from '../index-file.ts';
import { PLAN_FLAGS, readPlan } from '../plan-flags.ts';
import { wrap } from '../table.ts';
import { UsageError } from '../usage-error.ts';

/** Shows a testcase as readable steps. */
export default defineCommand({
  options: {
    plan: { ...PLAN_FLAGS.plan, describe: 'Show the steps as they are for the device of this plan' },
    sut: { type: 'string', choices: ['charge-point', 'csms'], describe: 'Which one, where an id exists for both' },
    ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], describe: 'Which one, where an id exists in several versions' },
    json: { type: 'boolean', default: false, describe: 'Print JSON' },
  },
  positionals: { id: { describe: 'Id of the testcase, such as TC_003_CS' } },
  examples: [['$0 show TC_003_CS', 'what happens in this testcase, and what the operator has to do']],
  async run(argv) {
    const id = argv.positional['id']?.[0] ?? '';
    const entry = await findEntry(id, argv.sut, argv.ocpp);
    const [{ loadStates, loadTestcase }, { foldTestcase }, { describeTestcase }, { defaultFacts }] = await Promise.all([
      import('../../testcase/files.ts'), import('../../testcase/fold.ts'), import('../../testcase/describe.ts'), import('../../testcase/sample-facts.ts'),
    ]);
    const { source } = await loadTestcase(entry.path);
    const facts = argv.plan === undefined ? defaultFacts(entry.ocpp, entry.sut) : await factsFrom(argv.plan);
    const testcase = typeof source === 'function' ? source(facts) : source;
    const folded = foldTestcase(testcase, facts, await loadStates(entry.path.split('/').slice(0, 2).join('/')));
    const steps = describeTestcase(folded);
    process.stdout.write(argv.json ? `${JSON.stringify({ ...entry, steps }, null, 2)}\n` : `${[...head(entry), ...steps].join('\n')}\n`);
    return 0;
  },
});

async function factsFrom(file: string) {
  const [plan, { factsOf }] = await Promise.all([readPlan({ plan: file }), import('../../plan/facts.ts')]);
  return factsOf(plan, plan.device.stations[0] ?? 'CP001');
}

function head(entry: IndexEntry): string[] {
  const trips = entry.operatorTrips === 0 ? 'nothing' : `${entry.operatorTrips} action${entry.operatorTrips === 1 ? '' : 's'}`;
  return [
    `${entry.id}  ${entry.title}`,
    ...wrap(entry.purpose, '  '),
    '',
    `  OCPP ${entry.ocpp}, ${entry.sut}, ${entry.profile}; testcases/${entry.path}.ts`,
    ...wrap(`Requirements: ${entry.requirements.join(', ')}`, '  '),
    `  At the charger: ${trips}${entry.oneWay ? '; cannot be undone, so it runs only when asked for' : ''}`,
    '',
  ];
}

async function findEntry(id: string, sut: string | undefined, ocpp: string | undefined): Promise<IndexEntry> {
  const index = (await readIndexFile()).filter((entry) => (sut === undefined || entry.sut === sut) && (ocpp === undefined || entry.ocpp === ocpp));
  const found = index.filter((entry) => entry.id.toLowerCase() === id.toLowerCase() || entry.path === id);
  const [entry] = found;
  if (entry === undefined) {
    const { nearest } = await import('../../plan/nearest.ts');
    const meant = nearest(id, index.map((known) => known.id));
    throw new UsageError(`There is no testcase "${id.slice(0, 60)}".`, meant === undefined ? '`plugproof list` shows what there is' : `did you mean ${meant}?`);
  }
  if (found.length > 1) throw new UsageError(`${id} exists ${found.length} times.`, `say which: ${found.map((one) => one.path).join(', ')}`);
  return entry;
}
