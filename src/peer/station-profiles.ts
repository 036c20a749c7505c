import type { Payload } from '../ocppj/types.ts';
import { isPayload, numberAt, objectAt, objectsAt, textAt } from './payload.ts';
import type { StationState } from './station-state.ts';

// What a connector of the station offers: three phases of 32 A.
const ownLimit = { A: 32, W: 22_080 } as const;

/** Whether a profile can be installed on this connector: purpose and transaction have to fit (1.6 3.13, 2.x K01). */
export function isInstallable(state: StationState, connector: number, profile: Payload, maxStackLevel: number): boolean {
  const purpose = textAt(profile, 'chargingProfilePurpose');
  const level = numberAt(profile, 'stackLevel') ?? 0;
  if (level < 0 || level > maxStackLevel || (connector !== 0 && !state.has(connector))) return false;
  if (purpose === 'ChargePointMaxProfile' || purpose === 'ChargingStationMaxProfile') return connector === 0;
  if (purpose !== 'TxProfile') return true;
  const running = connector === 0 ? undefined : state.transactionOn(connector);
  const named = profile['transactionId'];
  return running !== undefined && (named === undefined || String(named) === running);
}

/** Ids of the installed profiles that match all given criteria. */
export function matchingProfiles(state: StationState, criteria: { id?: number; connector?: number; purpose?: string; stackLevel?: number }): number[] {
  const fits = (wanted: unknown, value: unknown): boolean => wanted === undefined || wanted === value;
  return [...state.profiles.entries()]
    .filter(([id, { connector, profile }]) =>
      fits(criteria.id, id) && fits(criteria.connector, connector) &&
      fits(criteria.purpose, textAt(profile, 'chargingProfilePurpose')) && fits(criteria.stackLevel, numberAt(profile, 'stackLevel')))
    .map(([id]) => id);
}

/** Rate unit and periods that hold on a connector: those of the highest profile in that unit, else what the station offers. */
export function compositePeriods(state: StationState, connector: number, unit: string | undefined): { unit: string; periods: Payload[] } {
  const rank = (profile: Payload): number =>
    (textAt(profile, 'chargingProfilePurpose') === 'TxProfile' ? 1000 : 0) + (numberAt(profile, 'stackLevel') ?? 0);
  const schedules = [...state.profiles.values()]
    .filter((installed) => installed.connector === connector || installed.connector === 0)
    .sort((left, right) => rank(right.profile) - rank(left.profile))
    .map(({ profile }) => scheduleOf(profile))
    .filter((schedule) => unit === undefined || textAt(schedule, 'chargingRateUnit') === unit);
  const first = schedules[0];
  const chosen = unit ?? (first === undefined ? 'A' : textAt(first, 'chargingRateUnit') ?? 'A');
  const periods = first === undefined ? [] : objectsAt(first, 'chargingSchedulePeriod');
  if (periods.length > 0) return { unit: chosen, periods };
  return { unit: chosen, periods: [{ startPeriod: 0, limit: chosen === 'W' ? ownLimit.W : ownLimit.A }] };
}

// One schedule in 1.6, a list of up to three in 2.x.
function scheduleOf(profile: Payload): Payload {
  const schedule = profile['chargingSchedule'];
  const first = Array.isArray(schedule) ? schedule[0] : undefined;
  return isPayload(first) ? first : objectAt(profile, 'chargingSchedule');
}
