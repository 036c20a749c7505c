import type { Payload } from '../ocppj/types.ts';
import { numberAt, objectAt, textAt } from './payload.ts';
import type { FollowUp } from './role.ts';
import type { Station2 } from './station-actions-2.0.1.ts';
import { compositePeriods, isInstallable, matchingProfiles } from './station-profiles.ts';
import type { StationAction } from './station-state.ts';

type Action = StationAction<Station2>;

const maxStackLevel = 10;
const accepted = (response: Payload): boolean => textAt(response, 'status') === 'Accepted';

/** SetChargingProfile (2.x K01). */
export const setChargingProfile: Action = {
  answer: (request, { state }) => {
    const fits = isInstallable(state, numberAt(request, 'evseId') ?? 0, objectAt(request, 'chargingProfile'), maxStackLevel);
    return { status: fits ? 'Accepted' : 'Rejected' };
  },
  apply: (request, response, { state }) => {
    const profile = objectAt(request, 'chargingProfile');
    if (accepted(response)) state.install(numberAt(profile, 'id') ?? 0, numberAt(request, 'evseId') ?? 0, profile);
  },
};

/** ClearChargingProfile (2.x K10). */
export const clearChargingProfile: Action = {
  answer: (request, station) => ({ status: clearable(request, station).length > 0 ? 'Accepted' : 'Unknown' }),
  apply: (request, response, station) => {
    if (accepted(response)) for (const id of clearable(request, station)) station.state.profiles.delete(id);
  },
};

/** GetChargingProfiles, with a ReportChargingProfiles for each (2.x K09). */
export const getChargingProfiles: Action = {
  answer: (request, station) => ({ status: asked(request, station).length > 0 ? 'Accepted' : 'NoProfiles' }),
  follow: (request, response, station) => (accepted(response) ? reports(request, station) : []),
};

/** GetCompositeSchedule (2.x K08). */
export const getCompositeSchedule: Action = {
  answer: (request, { state }): Payload => {
    const evseId = numberAt(request, 'evseId') ?? 0;
    if (evseId !== 0 && !state.has(evseId)) return { status: 'Rejected' };
    const { unit, periods } = compositePeriods(state, evseId, textAt(request, 'chargingRateUnit'));
    const duration = numberAt(request, 'duration') ?? 0;
    return { status: 'Accepted', schedule: { evseId, duration, scheduleStart: state.now(), chargingRateUnit: unit, chargingSchedulePeriod: periods } };
  },
};

function clearable(request: Payload, { state }: Station2): number[] {
  const criteria = objectAt(request, 'chargingProfileCriteria');
  return matchingProfiles(state, {
    id: numberAt(request, 'chargingProfileId'), connector: numberAt(criteria, 'evseId'),
    purpose: textAt(criteria, 'chargingProfilePurpose'), stackLevel: numberAt(criteria, 'stackLevel'),
  });
}

function asked(request: Payload, { state }: Station2): number[] {
  const criterion = objectAt(request, 'chargingProfile');
  const ids = criterion['chargingProfileId'];
  const found = matchingProfiles(state, {
    connector: numberAt(request, 'evseId'), purpose: textAt(criterion, 'chargingProfilePurpose'), stackLevel: numberAt(criterion, 'stackLevel'),
  });
  // Everything that is installed came from the CSMS, so the source is CSO.
  const sources = criterion['chargingLimitSource'];
  if (Array.isArray(sources) && !sources.includes('CSO')) return [];
  return Array.isArray(ids) ? found.filter((id) => ids.includes(id)) : found;
}

function reports(request: Payload, station: Station2): FollowUp[] {
  const ids = asked(request, station);
  return ids.flatMap((id, index) => {
    const installed = station.state.profiles.get(id);
    if (installed === undefined) return [];
    const payload = {
      requestId: numberAt(request, 'requestId') ?? 0, chargingLimitSource: 'CSO', evseId: installed.connector,
      chargingProfile: [installed.profile], tbc: index < ids.length - 1,
    };
    return [{ action: 'ReportChargingProfiles', payload }];
  });
}
