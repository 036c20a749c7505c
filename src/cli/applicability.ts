import type { Facts } from '../plan/types.ts';
import type { Sut, OcppVersion } from '../ocppj/types.ts';

/** Whether a testcase applies to a device, as far as it is known without asking the device. */
export interface Applicability {
  applies: 'yes' | 'no' | 'unknown';
  because: string;
}

/** Makes the judge of `requires` lists for a device; what a probe can still tell is `unknown`. */
export async function createApplicability(ocpp: OcppVersion, sut: Sut, facts: Facts): Promise<(requires: readonly string[]) => Applicability> {
  const { evaluateFeatures, featureIdsIn, featuresOf } = await import('../plan/features.ts');
  const declared = new Set(facts.features);
  const readable = new Set(featuresOf(ocpp, sut).filter(({ derive }) => derive !== undefined).map(({ id }) => id));
  const judge = (expression: string): Applicability => {
    const { holds, because } = evaluateFeatures(expression, declared);
    const open = [...featureIdsIn(expression)].filter((id) => readable.has(id) && !declared.has(id));
    if (open.length > 0) return { applies: 'unknown', because: `the device will be asked about ${open.join(', ')}` };
    return { applies: holds ? 'yes' : 'no', because };
  };
  return (requires) => {
    const judged = requires.map(judge);
    return judged.find(({ applies }) => applies === 'no') ?? judged.find(({ applies }) => applies === 'unknown') ?? { applies: 'yes', because: judged.map(({ because }) => because).join(', ') };
  };
}
