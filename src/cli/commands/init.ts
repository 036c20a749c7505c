import { stat, writeFile } from 'node:fs/promises';
import type { InferredOptionTypes } from 'yargs';
import type { PlanFlags } from '../../plan/load.ts';
import { defineCommand } from '../command.ts';
import { splitList } from '../numbers.ts';
import { planText } from '../plan-text.ts';
import type { PlanAnswers } from '../plan-text.ts';
import { createQuestioner } from '../questions.ts';
import type { Questioner } from '../questions.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  out: { type: 'string', default: 'plan.yaml', alias: 'o', describe: 'File to write' },
  force: { type: 'boolean', default: false, describe: 'Overwrite the file' },
  yes: { type: 'boolean', default: false, alias: 'y', describe: 'Ask nothing: take the defaults for what no flag says' },
  sut: { type: 'string', choices: ['charge-point', 'csms'], describe: 'What is judged' },
  ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], describe: 'OCPP version' },
  address: { type: 'string', describe: 'Where plugproof listens, or where the CSMS does' },
  station: { type: 'string', array: true, describe: 'Identity of the station' },
  connectors: { type: 'number', describe: 'Number of connectors (2.x: EVSEs)' },
  operator: { type: 'string', describe: 'prompt, or the address of a rig' },
  driver: { type: 'string', describe: 'prompt, or the address of an adapter' },
  feature: { type: 'string', array: true, describe: 'Feature ids that the device declares' },
  probe: { type: 'boolean', describe: 'Wait for the charge point and read what it supports' },
} as const;

type InitArguments = InferredOptionTypes<typeof options>;

const VERSIONS = ['1.6', '2.0.1', '2.1'] as const;
const ROLES = ['charge-point', 'csms'] as const;

/** Writes a plan. */
export default defineCommand({
  options,
  examples: [
    ['$0 init', 'asks what it needs to know'],
    ['$0 init --yes --sut csms --address ws://127.0.0.1:9000/ocpp', 'asks nothing'],
  ],
  async run(argv) {
    if (!argv.force && await stat(argv.out).then(() => true, () => false)) {
      throw new UsageError(`${argv.out} exists already.`, '--force overwrites it, --out names another file');
    }
    const questioner = createQuestioner(argv.yes);
    try {
      const answers = await gather(argv, questioner);
      const { planFromFlags } = await import('../../plan/load.ts');
      const plan = planFromFlags(toFlags(answers));
      const features = await wantsProbe(argv, answers, questioner) ? await probed(plan, answers) : answers.features;
      await writeFile(argv.out, planText({ ...answers, features }), { flag: argv.force ? 'w' : 'wx' });
    } finally {
      questioner.close();
    }
    process.stdout.write(`${argv.out} is written. Next:\n\n  plugproof list --plan ${argv.out}\n  plugproof run --plan ${argv.out}\n`);
    return 0;
  },
});

async function gather(argv: InitArguments, questioner: Questioner): Promise<PlanAnswers> {
  const ask = questioner.ask.bind(questioner);
  const sut = oneOf(ROLES, await ask('What is to be judged?', argv.sut, 'charge-point', ROLES));
  const ocpp = oneOf(VERSIONS, await ask('Which OCPP version?', argv.ocpp, '1.6', VERSIONS));
  const where = sut === 'charge-point' ? 'Where shall plugproof listen for it?' : 'Where does it listen?';
  const address = await ask(where, argv.address, 'ws://127.0.0.1:9000/ocpp');
  const stations = argv.station === undefined ? [await ask('Identity of the station?', undefined, 'CP001')] : splitList(argv.station);
  const connectors = Number(await ask(ocpp === '1.6' ? 'How many connectors?' : 'How many EVSEs?', argv.connectors?.toString(), '1'));
  const station = sut === 'charge-point';
  const operator = station ? await ask('Who acts at the charger: prompt (you), or the address of a rig?', argv.operator, 'prompt') : 'prompt';
  const driver = station ? 'prompt' : await ask('Who drives the CSMS: prompt (you), or the address of an adapter?', argv.driver, 'prompt');
  const usual = station && ocpp === '1.6' ? ['core', 'local-token-reader', 'local-stop'] : [];
  return { sut, ocpp, address, stations, connectors, operator, driver, features: argv.feature === undefined ? usual : splitList(argv.feature) };
}

function toFlags({ sut, ocpp, address, stations, connectors, operator, driver, features }: PlanAnswers): PlanFlags {
  const actor = (text: string): PlanFlags['operator'] & PlanFlags['driver'] => text === 'prompt' ? { mode: 'prompt' } : { mode: 'http', url: text };
  const where = sut === 'csms' ? { connect: address, driver: actor(driver) } : { listen: address, operator: actor(operator) };
  return { sut, ocpp, station: stations, connectors, features, ...where };
}

async function wantsProbe(argv: InitArguments, { sut }: PlanAnswers, questioner: Questioner): Promise<boolean> {
  if (sut === 'csms') return false;
  return await questioner.ask('Shall plugproof wait for the charge point now, and read what it supports?', argv.probe === undefined ? undefined : argv.probe ? 'yes' : 'no', 'no', ['yes', 'no']) === 'yes';
}

async function probed(plan: ReturnType<typeof import('../../plan/load.ts').planFromFlags>, { address, features }: PlanAnswers): Promise<string[]> {
  process.stderr.write(`Let ${plan.device.stations[0] ?? ''} connect to ${address} …\n`);
  const { probeDevice } = await import('../probe-device.ts');
  const facts = await probeDevice(plan);
  if (facts === undefined) {
    process.stderr.write('It did not come, or did not answer: the plan says what you said.\n');
    return features;
  }
  process.stderr.write(`It supports: ${facts.features.join(', ')}\n`);
  return facts.features;
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new UsageError(`"${text.slice(0, 60)}" is none of ${choices.join(', ')}.`);
  return found;
}
