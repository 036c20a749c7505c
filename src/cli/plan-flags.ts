import type { InferredOptionTypes } from 'yargs';
import type { Plan } from '../plan/types.ts';
import { splitList } from './numbers.ts';
import { UsageError } from './usage-error.ts';

const DEVICE = 'Which device:';

/** Options that say what is judged: a plan, or enough to do without one. */
export const PLAN_FLAGS = {
  plan: { type: 'string', alias: 'p', group: DEVICE, describe: 'The plan: a YAML file that describes the device' },
  sut: { type: 'string', choices: ['charge-point', 'csms'], group: DEVICE, describe: 'What is judged' },
  ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], group: DEVICE, describe: 'OCPP version' },
  listen: { type: 'string', group: DEVICE, describe: 'Where the charge point is to connect, such as ws://0.0.0.0:9000/ocpp' },
  connect: { type: 'string', group: DEVICE, describe: 'Address of the CSMS, such as ws://127.0.0.1:9000/ocpp' },
  station: { type: 'string', array: true, group: DEVICE, describe: 'Identity of the station' },
  connectors: { type: 'number', group: DEVICE, describe: 'How many connectors (2.x: EVSEs) it has' },
  feature: { type: 'string', array: true, group: DEVICE, describe: 'Features that it declares; `plugproof list --features`' },
  operator: { type: 'string', group: DEVICE, describe: 'Who acts at the charger: prompt, or the address of a rig' },
  driver: { type: 'string', group: DEVICE, describe: 'Who drives the CSMS: prompt, or the address of an adapter' },
} as const;

/** What a plan says itself. */
const CLASHING = ['sut', 'ocpp', 'listen', 'connect', 'station', 'connectors', 'feature', 'operator', 'driver'] as const;

type PlanArguments = Partial<InferredOptionTypes<typeof PLAN_FLAGS>>;

/** The plan that was named, or one made of flags. Throws PlanError or UsageError. */
export async function readPlan(argv: PlanArguments): Promise<Plan> {
  const { plan, operator, driver, feature, ...flags } = argv;
  const { loadPlan, planFromFlags } = await import('../plan/load.ts');
  if (plan !== undefined) {
    const clash = CLASHING.find((key) => argv[key] !== undefined);
    if (clash !== undefined) throw new UsageError(`--${clash} cannot be given together with --plan, which says it already.`, 'change the plan, or leave it away');
    return loadPlan(plan);
  }
  if (flags.listen === undefined && flags.connect === undefined) {
    throw new UsageError('Which device is to be judged?', '--plan plan.yaml, or --listen / --connect; `plugproof init` writes a plan');
  }
  return planFromFlags({
    ...flags,
    ...(feature === undefined ? {} : { features: splitList(feature) }),
    ...(operator === undefined ? {} : { operator: actorOf(operator) }),
    ...(driver === undefined ? {} : { driver: actorOf(driver) }),
  });
}

function actorOf(text: string): { mode: 'prompt' } | { mode: 'http'; url: string } {
  return text === 'prompt' ? { mode: 'prompt' } : { mode: 'http', url: text };
}
