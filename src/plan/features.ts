import type { OcppVersion, Sut } from '../ocppj/types.ts';
import { FEATURES_1_6 } from './features-1.6.ts';
import features2 from './features-2.x.json' with { type: 'json' };
import type { FeatureDefinition, Settings } from './feature-types.ts';

export { FeatureExpressionError, evaluateFeatures, featureIdsIn } from './feature-expression.ts';
export type { FeatureDefinition } from './feature-types.ts';

const FEATURES_2_X: readonly FeatureDefinition[] = features2.map(({ id, label, roles }) => {
  const derive = derivation2x(id);
  return { id, label, roles: roles.filter(isSut), ...(derive === undefined ? {} : { derive }) };
});

/** The features that a device of this version and role can declare. */
export function featuresOf(version: OcppVersion, sut: Sut): readonly FeatureDefinition[] {
  const all = version === '1.6' ? FEATURES_1_6 : FEATURES_2_X;
  return all.filter((feature) => feature.roles.includes(sut));
}

/** What a complete probe adds to the declared features, and what it takes away; the probe is right. */
export function deriveFeatures(version: OcppVersion, sut: Sut, declared: Iterable<string>, read: Settings): Set<string> {
  const features = new Set(declared);
  for (const feature of featuresOf(version, sut)) {
    const found = feature.derive?.(read);
    if (found === true) features.add(feature.id);
    if (found === false) features.delete(feature.id);
  }
  return features;
}

/** Features of 2.x that stand in the device model: the variable is there, or it is there and true. */
function derivation2x(id: string): FeatureDefinition['derive'] {
  const available: Readonly<Record<string, string>> = {
    'C-49': 'AuthCacheCtrlr', 'LA-1': 'LocalAuthListCtrlr', 'local-auth-list': 'LocalAuthListCtrlr',
    'R-3': 'ReservationCtrlr', reservation: 'ReservationCtrlr', 'smart-charging': 'SmartChargingCtrlr', iso15118: 'ISO15118Ctrlr',
  };
  const component = available[id];
  if (component === undefined) return undefined;
  return (read) => {
    const said = read[`${component}.Available`] ?? read[`${component}.Enabled`];
    if (said === undefined) return undefined;
    return read[`${component}.Available`] === undefined || said.value?.toLowerCase() === 'true';
  };
}

function isSut(text: string): text is Sut {
  return text === 'charge-point' || text === 'csms';
}
