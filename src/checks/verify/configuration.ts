import type { JsonValue } from '../../ocppj/types.ts';
import { isObject } from '../../matching/scope.ts';
import type { Arguments, Shortcoming, Verifier } from '../types.ts';

type Access = 'R' | 'RW' | 'R or RW';

/** Required keys and their access by feature profile: 1.6 chapter 9, as the certification document lists them. */
export const REQUIRED_KEYS: Record<string, Record<string, Access>> = {
  Core: {
    AuthorizeRemoteTxRequests: 'R or RW', ClockAlignedDataInterval: 'RW', ConnectionTimeOut: 'RW', ConnectorPhaseRotation: 'RW',
    GetConfigurationMaxKeys: 'R', HeartbeatInterval: 'RW', LocalAuthorizeOffline: 'RW', LocalPreAuthorize: 'RW',
    MeterValuesAlignedData: 'RW', MeterValuesSampledData: 'RW', MeterValueSampleInterval: 'RW', NumberOfConnectors: 'R',
    ResetRetries: 'RW', StopTransactionOnInvalidId: 'RW', StopTxnAlignedData: 'RW', StopTxnSampledData: 'RW',
    SupportedFeatureProfiles: 'R', TransactionMessageAttempts: 'RW', TransactionMessageRetryInterval: 'RW',
    UnlockConnectorOnEVSideDisconnect: 'R or RW',
  },
  LocalAuthListManagement: { LocalAuthListEnabled: 'RW', LocalAuthListMaxLength: 'R', SendLocalListMaxLength: 'R' },
  SmartCharging: {
    ChargeProfileMaxStackLevel: 'R', ChargingScheduleAllowedChargingRateUnit: 'R', ChargingScheduleMaxPeriods: 'R', MaxChargingProfilesInstalled: 'R',
  },
};

interface Key { key: string; readonly: boolean; value: string | undefined }

function keysOf(list: JsonValue | undefined): Map<string, Key> {
  const keys = new Map<string, Key>();
  for (const item of Array.isArray(list) ? list : []) {
    if (!isObject(item) || typeof item['key'] !== 'string') continue;
    keys.set(item['key'].toLowerCase(), { key: item['key'], readonly: item['readonly'] === true, value: typeof item['value'] === 'string' ? item['value'] : undefined });
  }
  return keys;
}

function verifyRequiredKeys({ keys, profiles }: Arguments): Shortcoming | undefined {
  const present = keysOf(keys);
  const supported = String(profiles ?? '').split(',').map((name) => name.trim());
  const problems: string[] = [];
  for (const profile of new Set(['Core', ...supported])) {
    for (const [name, access] of Object.entries(REQUIRED_KEYS[profile] ?? {})) {
      const found = present.get(name.toLowerCase());
      if (!found) problems.push(`${name} is missing`);
      else if (access === 'R' && !found.readonly) problems.push(`${name} is writable, not read-only`);
      else if (access === 'RW' && found.readonly) problems.push(`${name} is read-only, not writable`);
    }
  }
  return problems.length === 0 ? undefined : { expected: 'every required key of the supported profiles, with its access', actual: problems.join('; ') };
}

function verifyListItem({ value, item }: Arguments): Shortcoming | undefined {
  const items = typeof value === 'string' ? value.split(',').map((text) => text.trim()) : [];
  return typeof item === 'string' && items.includes(item) ? undefined : { expected: `a comma-separated list with ${String(item)}`, actual: JSON.stringify(value ?? null) };
}

function verifyKnownItems({ value, known }: Arguments): Shortcoming | undefined {
  const items = typeof value === 'string' ? value.split(',').map((text) => text.trim()) : [];
  const allowed = Array.isArray(known) ? known : [];
  const strange = items.filter((item) => !allowed.includes(item));
  return items.length > 0 && strange.length === 0 ? undefined : { expected: `only items of ${allowed.join(', ')}`, actual: JSON.stringify(value ?? null) };
}

/** A key that must never be readable (security white paper, AuthorizationKey; errata 4.0 §3.35). */
function verifySecret({ keys, key, secret }: Arguments): Shortcoming | undefined {
  const found = keysOf(keys).get(String(key).toLowerCase());
  const shown = found?.value ?? '';
  if (typeof secret !== 'string' || shown === '') return undefined;
  const hex = Buffer.from(secret, 'utf8').toString('hex');
  const reveals = shown === secret || shown.toLowerCase() === hex || shown.toLowerCase() === secret.toLowerCase();
  return reveals ? { expected: `${String(key)} without its value`, actual: 'the value can be read' } : undefined;
}

function verifyNames({ keys, wanted }: Arguments): Shortcoming | undefined {
  const present = [...keysOf(keys).keys()].sort();
  const names = (Array.isArray(wanted) ? wanted : []).map((name) => String(name).toLowerCase()).sort();
  return names.length > 0 && JSON.stringify(present) === JSON.stringify(names)
    ? undefined : { expected: `exactly the keys ${names.join(', ')}`, actual: present.length === 0 ? 'none' : present.join(', ') };
}

const allKeys = Object.entries({ ...REQUIRED_KEYS['Core'] }).map(([key, access]) => ({ key, readonly: access === 'R', value: '1' }));

/** Checks on the configuration of a 1.6 charge point. */
export const CONFIGURATION_CHECKS: Record<string, Verifier> = {
  'required-keys': {
    sentence: 'every key that the supported feature profiles require is there, with the access that chapter 9 gives it',
    verify: verifyRequiredKeys,
    examples: {
      passing: [{ keys: allKeys, profiles: 'Core' }, { keys: allKeys.map((key) => ({ ...key, key: key.key.toUpperCase() })), profiles: 'Core,Reservation' }],
      failing: [{ keys: [], profiles: 'Core' }, { keys: allKeys.slice(1), profiles: 'Core' }, { keys: allKeys, profiles: 'Core,SmartCharging' }, { keys: allKeys.map((key) => ({ ...key, readonly: !key.readonly })), profiles: 'Core' }],
    },
  },
  'list-contains': {
    sentence: 'a comma-separated list has an item',
    verify: verifyListItem,
    examples: { passing: [{ value: 'Core, Reservation', item: 'Core' }], failing: [{ value: 'CoreX', item: 'Core' }, { item: 'Core' }] },
  },
  'list-of-known': {
    sentence: 'a comma-separated list has nothing but known items',
    verify: verifyKnownItems,
    examples: { passing: [{ value: 'a,b', known: ['a', 'b', 'c'] }], failing: [{ value: 'a,x', known: ['a'] }, { known: ['a'] }] },
  },
  'secret-not-readable': {
    sentence: 'a secret cannot be read, neither as text nor as hexadecimal digits',
    verify: verifySecret,
    examples: {
      passing: [{ keys: [], key: 'AuthorizationKey', secret: 'abc' }, { keys: [{ key: 'AuthorizationKey', readonly: false, value: '' }], key: 'AuthorizationKey', secret: 'abc' }],
      failing: [{ keys: [{ key: 'AuthorizationKey', readonly: false, value: 'abc' }], key: 'AuthorizationKey', secret: 'abc' }, { keys: [{ key: 'AuthorizationKey', readonly: false, value: '616263' }], key: 'AuthorizationKey', secret: 'abc' }],
    },
  },
  'exactly-these-keys': {
    sentence: 'exactly the requested keys are returned',
    verify: verifyNames,
    examples: { passing: [{ keys: [{ key: 'A', readonly: true }], wanted: ['a'] }], failing: [{ keys: [], wanted: ['A'] }, { keys: [{ key: 'A' }, { key: 'B' }], wanted: ['A'] }, { keys: [], wanted: [] }] },
  },
};
