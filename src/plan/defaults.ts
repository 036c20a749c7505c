import { dirname, resolve } from 'node:path';
import type { JsonValue, OcppVersion } from '../ocppj/types.ts';
import { parseDuration } from './duration.ts';
import type { RawPlan } from './raw-plan.generated.ts';
import { stationsOf } from './stations.ts';
import type { DriverSetting, OperatorSetting, Plan, Token, TokenName } from './types.ts';

/** Times that a plan does not name, in ms. */
export const DEFAULT_TIMING = {
  tolerance: 1_000, certificationTolerance: 4_000, messageTimeout: 30_000,
  bootTimeout: 120_000, operatorTimeout: 300_000, settle: 500,
} as const;

/** Intervals that testcases set on the device, in seconds. */
export const DEFAULT_INTERVALS = { heartbeat: 10, meterValues: 5, clockAligned: 5, connectionTimeOut: 10, bootRetry: 5 } as const;

const TOKENS_1_6: Record<TokenName, Token> = { valid: 'TAG-1', second: 'TAG-2', invalid: 'NOPE', blocked: 'TAG-B', expired: 'TAG-E', parent: 'GROUP-1' };

const TOKENS_2_X: Record<TokenName, Token> = {
  valid: card('TAG-1'), second: card('TAG-2'), invalid: card('NOPE'),
  blocked: card('TAG-B'), expired: card('TAG-E'), parent: { idToken: 'GROUP-1', type: 'Central' },
};

/** Makes the plan of a checked YAML document: defaults filled in, paths relative to its file. */
export function fillDefaults(raw: RawPlan, file: string | undefined, secrets: readonly string[]): Plan {
  const ocpp = versionOf(raw.ocpp);
  const { security, ...addresses } = raw.endpoint;
  const inPlan = (path: string): string => resolve(file === undefined ? '.' : dirname(file), path);
  const { profile, password, ...files } = security ?? { profile: 0 };
  const paths = Object.fromEntries(Object.entries(files).map(([key, path]) => [key, inPlan(path)]));
  const device = raw.device ?? {};
  return {
    ...(file === undefined ? {} : { file }),
    sut: raw.sut,
    ocpp,
    endpoint: { ...addresses, security: { profile, ...(password === undefined ? {} : { password }), ...paths } },
    device: {
      stations: stationsOf(raw),
      evses: device.evses ?? Array.from({ length: device.connectors ?? 1 }, () => ({ connectors: 1 })),
      tokens: device.tokens ?? (ocpp === '1.6' ? TOKENS_1_6 : TOKENS_2_X),
      features: device.features ?? [],
      facts: factsOfPlan(device.facts ?? {}),
    },
    timing: timingOf(raw.timing ?? {}),
    operator: operatorOf(raw.operator),
    driver: driverOf(raw.driver, inPlan),
    expectedFailures: raw.expectedFailures ?? [],
    secrets: [...new Set([...secrets, ...(password === undefined ? [] : [password])])],
  };
}

function versionOf(ocpp: RawPlan['ocpp']): OcppVersion {
  if (ocpp === 1.6) return '1.6';
  return ocpp === 2.1 ? '2.1' : ocpp;
}

function timingOf({ intervals, ...given }: NonNullable<RawPlan['timing']>): Plan['timing'] {
  const read = (key: keyof typeof DEFAULT_TIMING): number => parseDuration(given[key] ?? '') ?? DEFAULT_TIMING[key];
  const seconds = (key: keyof typeof DEFAULT_INTERVALS): number => secondsOf(intervals?.[key] ?? DEFAULT_INTERVALS[key]);
  return {
    tolerance: read('tolerance'), certificationTolerance: read('certificationTolerance'), messageTimeout: read('messageTimeout'),
    bootTimeout: read('bootTimeout'), operatorTimeout: read('operatorTimeout'), settle: read('settle'),
    intervals: {
      heartbeat: seconds('heartbeat'), meterValues: seconds('meterValues'), clockAligned: seconds('clockAligned'),
      connectionTimeOut: seconds('connectionTimeOut'), bootRetry: seconds('bootRetry'),
    },
  };
}

/** Seconds of an interval, given as a number or as a duration; NaN when it is neither. */
export function secondsOf(interval: number | string): number {
  return typeof interval === 'number' ? interval : (parseDuration(interval) ?? Number.NaN) / 1_000;
}

function operatorOf(given: RawPlan['operator']): OperatorSetting {
  if (given?.mode === 'http') return { mode: 'http', url: given.url ?? '' };
  if (given?.mode === 'exec') return { mode: 'exec', command: given.command ?? '' };
  return { mode: given?.mode ?? 'prompt' };
}

function driverOf(given: RawPlan['driver'], inPlan: (path: string) => string): DriverSetting {
  if (given?.mode === 'http') return { mode: 'http', url: given.url ?? '' };
  if (given?.mode === 'exec') return { mode: 'exec', command: given.command ?? '' };
  if (given?.mode === 'module') return { mode: 'module', path: inPlan(given.path ?? '') };
  return { mode: 'prompt' };
}

/** YAML can hold what JSON cannot, such as dates: facts survive JSON, as testcases do. */
function factsOfPlan(facts: Record<string, unknown>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, toJson(value)]));
}

function toJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
  return typeof value === 'bigint' ? value.toString() : null;
}

function card(idToken: string): Token {
  return { idToken, type: 'ISO14443' };
}
