import type { Mistake } from './schema-check.ts';
import type { RawPlan } from './raw-plan.generated.ts';

/** IdToken of 1.6 is a CiString20Type (1.6 section 7.29); idToken of 2.x has 36 characters. */
const LONGEST_ID_TAG = 20;

/** Finds tokens whose shape is not that of the version, and names that stand for the same token. */
export function findTokenMistakes(plan: RawPlan): Mistake[] {
  const v16 = String(plan.ocpp) === '1.6';
  const seen = new Map<string, string>();
  return Object.entries(plan.device?.tokens ?? {}).flatMap(([name, token]): Mistake[] => {
    const at = { path: ['device', 'tokens', name], target: 'value' as const };
    if (v16 && typeof token !== 'string') {
      return [{ ...at, message: `\`device.tokens.${name}\` has a type, but a token of OCPP 1.6 is a text.`, suggestion: `write \`${name}: ${token.idToken}\`` }];
    }
    if (!v16 && typeof token === 'string') {
      return [{ ...at, message: `\`device.tokens.${name}\` is a text, but a token of OCPP ${plan.ocpp} has a type.`, suggestion: `write \`${name}: { idToken: "${token}", type: ISO14443 }\`` }];
    }
    if (typeof token === 'string' && token.length > LONGEST_ID_TAG) {
      return [{ ...at, message: `\`device.tokens.${name}\` is longer than the ${LONGEST_ID_TAG} characters that OCPP 1.6 allows.`, suggestion: 'shorten it' }];
    }
    // Identifiers are compared without regard to case in both versions.
    const identity = (typeof token === 'string' ? token : `${token.type} ${token.idToken}`).toLowerCase();
    const same = seen.get(identity);
    seen.set(identity, name);
    return same === undefined ? [] : [{ ...at, message: `\`${name}\` and \`${same}\` are the same token.`, suggestion: 'give each name a token of its own, or remove one' }];
  });
}
