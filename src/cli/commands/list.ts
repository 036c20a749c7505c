import type { InferredOptionTypes } from 'yargs';
import type { IndexEntry } from '../../testcase/index-types.ts';
import type { Applicability } from '../applicability.ts';
import { defineCommand } from '../command.ts';
import { PLAN_FLAGS } from '../plan-flags.ts';
import { splitList } from '../numbers.ts';
import { TESTCASES } from '../run-flags.ts';
import { clip, wrap } from '../table.ts';

const options = {
  plan: { ...PLAN_FLAGS.plan, describe: 'Say what applies to the device of this plan, and why not' },
  sut: { type: 'string', choices: ['charge-point', 'csms'], describe: 'Only testcases that judge this' },
  ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], describe: 'Only this OCPP version' },
  profile: { type: 'string', array: true, describe: 'Only these profiles' },
  grep: { type: 'string', describe: 'Only testcases with this text in id, title or path' },
  coverage: { type: 'boolean', default: false, describe: 'Compare with the certification catalogue' },
  features: { type: 'boolean', default: false, describe: 'List the feature ids that a plan can declare' },
  json: { type: 'boolean', default: false, describe: 'Print JSON' },
} as const;

type ListArguments = InferredOptionTypes<typeof options> & { positional: Readonly<Record<string, string[]>> };

/** Lists testcases out of the index: no testcase is loaded. */
export default defineCommand({
  options,
  positionals: TESTCASES,
  examples: [
    ['$0 list --ocpp 1.6 --sut charge-point', 'what can be run against a 1.6 charge point'],
    ['$0 list --plan plan.yaml', 'what applies to your device, and what does not'],
    ['$0 list --coverage', 'how much of the certification catalogue there is'],
    ['$0 list --features --sut csms --ocpp 2.0.1', 'what a plan can declare'],
  ],
  async run(argv) {
    if (argv.features) return listFeatures(argv);
    const { readIndexFile } = await import('../index-file.ts');
    const index = await readIndexFile();
    if (argv.coverage) return listCoverage(argv, index);
    return listTestcases(argv, index);
  },
});

async function listTestcases(argv: ListArguments, index: readonly IndexEntry[]): Promise<number> {
  const plan = argv.plan === undefined ? undefined : await (await import('../plan-flags.ts')).readPlan({ plan: argv.plan });
  const applicability = plan === undefined ? undefined : await judgeOf(plan);
  const entries = (await filter(argv, index)).filter((entry) => plan === undefined || (entry.sut === plan.sut && (entry.ocpp === plan.ocpp || (plan.ocpp === '2.1' && entry.ocpp === '2.0.1'))));
  const rows = entries.map((entry) => ({ ...entry, ...(applicability === undefined ? {} : applicability(entry.requires)) }));
  if (argv.json) return print([JSON.stringify(rows, null, 2)]);
  const lines: string[] = [];
  let topic = '';
  for (const row of rows) {
    if (row.topic !== topic) lines.push(...(topic === '' ? [] : ['']), row.topic);
    topic = row.topic;
    lines.push(...describeRow(row));
  }
  const counted = applicability === undefined ? '' : countApplying(rows);
  return print([...lines, ...(lines.length === 0 ? [] : ['']), `${rows.length} testcase${rows.length === 1 ? '' : 's'}${counted}`]);
}

async function judgeOf(plan: Parameters<typeof import('../../plan/facts.ts').factsOf>[0]): Promise<(requires: readonly string[]) => Applicability> {
  const [{ factsOf }, { createApplicability }] = await Promise.all([import('../../plan/facts.ts'), import('../applicability.ts')]);
  return createApplicability(plan.ocpp, plan.sut, factsOf(plan, plan.device.stations[0] ?? 'CP001'));
}

function describeRow(row: IndexEntry & Partial<Applicability>): string[] {
  const marks = { yes: '+', no: '-', unknown: '?' };
  const mark = row.applies === undefined ? ' ' : marks[row.applies];
  const trips = row.operatorTrips === 0 ? '' : `${row.operatorTrips} trip${row.operatorTrips === 1 ? '' : 's'}`;
  const time = row.estimateSeconds < 1 ? '' : `${Math.round(row.estimateSeconds)} s`;
  const line = `${mark} ${row.id.padEnd(16)} ${clip(row.title, 42).padEnd(42)} ${time.padStart(6)} ${trips.padStart(8)}`.trimEnd();
  return row.applies === 'no' || row.applies === 'unknown' ? [line, ...wrap(row.because ?? '', ' '.repeat(19))] : [line];
}

function countApplying(rows: readonly Partial<Applicability>[]): string {
  const count = (wanted: Applicability['applies']): number => rows.filter(({ applies }) => applies === wanted).length;
  return `: ${count('yes')} apply (+), ${count('no')} do not (-), ${count('unknown')} depend on what the device says (?)`;
}

async function filter(argv: ListArguments, index: readonly IndexEntry[]): Promise<IndexEntry[]> {
  const wanted = argv.positional['testcases'] ?? [];
  const globs = wanted.some((text) => /[*?{[]/.test(text)) ? (await import('picomatch')).default(wanted) : undefined;
  const profiles = splitList(argv.profile).map((profile) => profile.toLowerCase());
  const grep = argv.grep?.toLowerCase();
  return index.filter((entry) =>
    (wanted.length === 0 || wanted.some((text) => entry.id.toLowerCase() === text.toLowerCase() || entry.path.startsWith(text)) || globs?.(entry.path) === true || globs?.(entry.id) === true)
    && (argv.sut === undefined || entry.sut === argv.sut)
    && (argv.ocpp === undefined || entry.ocpp === argv.ocpp)
    && (profiles.length === 0 || profiles.includes(entry.profile.toLowerCase()))
    && (grep === undefined || `${entry.id} ${entry.title} ${entry.path}`.toLowerCase().includes(grep)));
}

async function listCoverage(argv: ListArguments, index: readonly IndexEntry[]): Promise<number> {
  const { listedTestcases } = await import('../../plan/catalogue.ts');
  const ours = new Set(index.map(({ sut, id }) => `${sut} ${id}`));
  const parts = (['1.6', '2.0.1', '2.1'] as const).filter((ocpp) => argv.ocpp === undefined || argv.ocpp === ocpp)
    .flatMap((ocpp) => (['charge-point', 'csms'] as const).filter((sut) => argv.sut === undefined || argv.sut === sut).map((sut) => ({ ocpp, sut })));
  const groups = parts.flatMap(({ ocpp, sut }) => {
    const listed = listedTestcases(ocpp, sut);
    return [...new Set(listed.map(({ group }) => group))].map((group) => {
      const ids = listed.filter((entry) => entry.group === group).map(({ id }) => id);
      return { ocpp, sut, group, listed: ids.length, missing: ids.filter((id) => !ours.has(`${sut} ${id}`)) };
    });
  });
  if (argv.json) return print([JSON.stringify(groups, null, 2)]);
  const lines = groups.flatMap(({ ocpp, sut, group, listed, missing }, position) => {
    const previous = groups[position - 1];
    const head = previous?.ocpp === ocpp && previous.sut === sut ? [] : [...(position === 0 ? [] : ['']), `OCPP ${ocpp}, ${sut}`];
    const line = `  ${clip(group, 44).padEnd(44)} ${`${listed - missing.length} of ${listed}`.padStart(12)}`;
    return [...head, line, ...(missing.length === 0 || missing.length === listed ? [] : wrap(`missing: ${missing.join(', ')}`, '    '))];
  });
  const total = groups.reduce((sum, { listed }) => sum + listed, 0);
  const missing = groups.reduce((sum, group) => sum + group.missing.length, 0);
  return print([...lines, '', `${total - missing} of ${total} testcases of the certification catalogue`]);
}

async function listFeatures(argv: ListArguments): Promise<number> {
  const { featuresOf } = await import('../../plan/features.ts');
  const [ocpp, sut] = [argv.ocpp ?? '1.6', argv.sut ?? 'charge-point'];
  const features = featuresOf(ocpp, sut).map(({ id, label, derive }) => ({ id, label, probed: derive !== undefined }));
  if (argv.json) return print([JSON.stringify(features, null, 2)]);
  const lines = features.map(({ id, label, probed }) => `${probed ? '*' : ' '} ${id.padEnd(28)} ${clip(label, 90)}`);
  return print([`Features of OCPP ${ocpp} for a ${sut}; those with * are read from the device:`, '', ...lines]);
}

function print(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
