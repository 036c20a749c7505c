import { randomBytes } from 'node:crypto';
import type { OcppVersion, Sut } from '../ocppj/types.ts';
import type { Plan } from '../plan/types.ts';
import type { EmbeddedDevice, Embedding } from '../runner/options.ts';
import { nearest } from '../plan/nearest.ts';
import { UsageError } from './usage-error.ts';

/** Which reference device, and how it is to be. */
export interface ReferenceChoice {
  sut: Sut;
  ocpp: OcppVersion;
  faults: string[];
  variants: string[];
}

/** A fault or variant as the devices list it. */
export interface Trait {
  name: string;
  title: string;
  source?: string;
}

/** Starts the reference devices inside this process, over real sockets on loopback. */
export async function embedReference(choice: ReferenceChoice): Promise<Embedding> {
  await checkTraits(choice);
  const devices = await import('./devices.ts');
  const { ocpp, faults, variants } = choice;
  if (choice.sut === 'csms') {
    return { csms: async ({ clock }) => devices.startCsms({ ocpp, faults, variants, time: clock }) };
  }
  return {
    station: async ({ clock, ...told }): Promise<EmbeddedDevice> => ocpp === '1.6'
      ? devices.startChargePoint({ ...told, faults, variants, time: clock })
      : devices.startChargingStation({ ...told, ocpp, faults, variants, time: clock }),
  };
}

/** The plan of the reference device, with the features that it declares. */
export async function referencePlan({ sut, ocpp, variants }: ReferenceChoice): Promise<Plan> {
  const { planFromFlags } = await import('../plan/load.ts');
  const connectors = variants.includes('one-connector') ? 1 : 2;
  const features = ocpp !== '1.6' ? (sut === 'charge-point' ? CHARGING_STATION_FEATURES : CSMS_FEATURES_2_X) : sut === 'charge-point' ? chargePointFeatures(variants) : CSMS_FEATURES;
  const address = sut === 'csms' ? { connect: 'ws://127.0.0.1:80/ocpp' } : { listen: 'ws://127.0.0.1:0/ocpp' };
  const plan = planFromFlags({ sut, ocpp, ...address, connectors, features, operator: { mode: 'embedded' } });
  return ocpp === '1.6' && sut === 'charge-point' ? withPassword(plan) : plan;
}

/** The plan with security profile 1 and a password that no other run has. */
function withPassword(plan: Plan): Plan {
  const password = randomBytes(10).toString('hex');
  return { ...plan, endpoint: { ...plan.endpoint, security: { profile: 1, password } }, secrets: [...(plan.secrets ?? []), password] };
}

/** Feature profiles of the reference CSMS of 1.6. */
const CSMS_FEATURES = ['recognises-repetition', 'replaces-connection', 'local-auth-list', 'firmware-management', 'reservation', 'remote-trigger', 'smart-charging'];

/** What the reference CSMS of 2.x declares: unlocking, triggers, tokens that start, locally and remotely. */
const CSMS_FEATURES_2_X = ['replaces-connection', 'C-11', 'C-29', 'C-29.1', 'C-29.2', 'C-29.3', 'C-29.4', 'C-29.5', 'C-30', 'C-31', 'C-32', 'C-33', 'C-34', 'C-35', 'C-36', 'C-37', 'C-38'];

/** What the reference charging station of 2.x declares: start and stop points, triggers, tokens, measurands, cache. */
const CHARGING_STATION_FEATURES = [
  'C-01', 'C-02', 'C-06', 'C-06.1', 'C-06.2', 'C-09', 'C-09.1', 'C-09.2', 'C-09.4', 'C-09.5', 'C-09.6', 'C-10', 'C-10.1', 'C-10.2', 'C-10.3', 'C-10.4', 'C-10.5',
  'C-29', 'C-29.1', 'C-29.2', 'C-29.3', 'C-29.4', 'C-29.5', 'C-29.6', 'C-30', 'C-31', 'C-32', 'C-33', 'C-34', 'C-36', 'C-37', 'C-38',
  'C-40', 'C-40.1', 'C-40.2', 'C-40.3', 'C-40.4', 'C-48', 'C-48.1', 'C-48.2', 'C-49', 'C-51', 'C-52', 'C-53', 'C-56', 'C-59', 'HFS-1', 'HFS-3', 'HFS-7', 'HFS-10',
];

function chargePointFeatures(variants: readonly string[]): string[] {
  const traits = ['fixed-cable', 'backup-power'].filter((name) => variants.includes(name));
  const lock = variants.includes('fixed-cable') ? [] : ['lock-failure'];
  return ['local-token-reader', 'local-stop', 'fault-trigger', 'ev-suspend', ...lock, ...traits];
}

/** The faults and variants of a role and version. */
export async function traitsOf(sut: Sut, ocpp: OcppVersion): Promise<{ faults: Trait[]; variants: Trait[] }> {
  const devices = await import('./devices.ts');
  if (sut === 'csms') return { faults: devices.csmsFaults.filter((fault) => fault.ocpp.includes(ocpp)), variants: [...devices.csmsVariants] };
  if (ocpp === '1.6') return { faults: [...devices.chargePointFaults], variants: [...devices.chargePointVariants] };
  return { faults: devices.chargingStationFaults.filter((fault) => fault.ocpp.includes(ocpp)), variants: [...devices.chargingStationVariants] };
}

/** Throws UsageError for a fault or variant that the device does not have, with the nearest that it has. */
export async function checkTraits({ sut, ocpp, faults, variants }: ReferenceChoice): Promise<void> {
  const known = await traitsOf(sut, ocpp);
  for (const [kind, names, list] of [['fault', faults, known.faults], ['variant', variants, known.variants]] as const) {
    const stranger = names.find((name) => !list.some((trait) => trait.name === name));
    if (stranger === undefined) continue;
    const meant = nearest(stranger, list.map(({ name }) => name));
    throw new UsageError(`The OCPP ${ocpp} reference ${sut} has no ${kind} "${stranger.slice(0, 60)}".`, meant === undefined ? `plugproof simulate ${sut} --ocpp ${ocpp} --list-faults` : `did you mean ${meant}?`);
  }
}
