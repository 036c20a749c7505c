import { isObject } from '../../matching/scope.ts';
import type { JsonValue } from '../../ocppj/types.ts';
import type { ValueMaker } from '../types.ts';

/** The value of a configuration key in a GetConfiguration answer's `configurationKey`; null without it. */
function configurationValue(keys: JsonValue | undefined, key: JsonValue | undefined): JsonValue {
  const item = (Array.isArray(keys) ? keys : []).find((entry) => isObject(entry) && String(entry['key']).toLowerCase() === String(key).toLowerCase());
  return isObject(item) ? item['value'] ?? null : null;
}

/** Generators of values. */
export const VALUE_MAKERS: Record<string, ValueMaker> = {
  'configuration-value': {
    sentence: 'the value of a key in the answer to GetConfiguration',
    make: ({ keys, key }) => configurationValue(keys, key),
    examples: [{ args: { keys: [{ key: 'A', readonly: true, value: '7' }], key: 'a' }, value: '7' }, { args: { keys: [], key: 'a' }, value: null }],
  },
  'key-names': {
    sentence: 'the names of the first keys in the answer to GetConfiguration, at most so many',
    make: ({ keys, most }) => (Array.isArray(keys) ? keys : []).flatMap((entry) => (isObject(entry) && typeof entry['key'] === 'string' ? [entry['key']] : []))
      .slice(0, Number(most) > 0 ? Number(most) : 100),
    examples: [{ args: { keys: [{ key: 'A' }, { key: 'B' }], most: '1' }, value: ['A'] }],
  },
  sum: {
    sentence: 'the sum of two numbers',
    make: ({ of, and }) => Number(of) + Number(and),
    examples: [{ args: { of: 1, and: 2 }, value: 3 }],
  },
};
