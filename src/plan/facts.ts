import { deriveFeatures } from './features.ts';
import type { Settings } from './feature-types.ts';
import type { Facts, Plan } from './types.ts';

/** What a probe read from the device; `complete`: a setting that is absent is not implemented. */
export interface Probe {
  settings: Settings;
  complete: boolean;
}

/** The password, as the key under which 1.6 keeps it: a testcase looks whether it can be read. */
function secretsOf({ ocpp, endpoint: { security } }: Plan): Facts['facts'] {
  return ocpp === '1.6' && security.password !== undefined ? { AuthorizationKey: security.password } : {};
}

/** What is known of one station: the plan, overridden by what a probe read from it. */
export function factsOf(plan: Plan, station: string, probe?: Probe): Facts {
  const settings = probe?.settings ?? {};
  const read = plan.ocpp === '1.6' ? Number(settings.NumberOfConnectors?.value) : Number.NaN;
  const evses = Number.isInteger(read) && read >= 1 && read <= 100
    ? Array.from({ length: read }, () => ({ connectors: 1 }))
    : plan.device.evses;
  const declared = new Set(plan.device.features);
  // Core is no option in 1.6, and a connection that is secured shows that its profile is supported.
  declared.add('core');
  if (plan.ocpp === '1.6' && plan.endpoint.security.profile > 0) declared.add(`security-profile-${plan.endpoint.security.profile}`);
  const features = probe?.complete === true ? deriveFeatures(plan.ocpp, plan.sut, declared, settings) : declared;
  if (evses.length > 1) features.add(plan.ocpp === '1.6' ? 'several-connectors' : 'HFS-8');
  return {
    ocpp: plan.ocpp,
    sut: plan.sut,
    station,
    connector: 1,
    connectors: evses.length,
    evses,
    tokens: plan.device.tokens,
    features: [...features].sort(),
    settings,
    facts: { ...plan.device.facts, ...secretsOf(plan) },
    timing: plan.timing,
    probed: probe?.complete === true,
  };
}
