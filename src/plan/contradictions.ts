import type { Mistake } from './schema-check.ts';
import { featuresOf } from './features.ts';
import { nearest } from './nearest.ts';
import type { RawPlan } from './raw-plan.generated.ts';
import type { PlanPath } from './source.ts';
import { stationsOf } from './stations.ts';
import { findTokenMistakes } from './token-check.ts';
import { findTimingMistakes } from './timing-check.ts';

/** Everything in a plan that its schema allows but that cannot be meant: each part against the others. */
export function findContradictions(plan: RawPlan): Mistake[] {
  return [
    ...endpointMistakes(plan),
    ...securityMistakes(plan),
    ...deviceMistakes(plan),
    ...featureMistakes(plan),
    ...findTokenMistakes(plan),
    ...findTimingMistakes(plan),
    ...actorMistakes(plan, 'operator'),
    ...actorMistakes(plan, 'driver'),
    ...expectedFailureMistakes(plan),
  ];
}

function endpointMistakes(plan: RawPlan): Mistake[] {
  const { listen, connect, second } = plan.endpoint;
  const station = plan.sut === 'charge-point';
  const mistakes: Mistake[] = [];
  if (station && connect !== undefined) {
    mistakes.push(atKey(['endpoint', 'connect'], 'A charge point connects to plugproof, so `connect` has no meaning with `sut: charge-point`.', 'use `listen`, or `sut: csms`'));
  }
  if (!station && listen !== undefined) {
    mistakes.push(atKey(['endpoint', 'listen'], 'plugproof connects to a CSMS, so `listen` has no meaning with `sut: csms`.', 'use `connect`, or `sut: charge-point`'));
  }
  if (!station && second !== undefined) {
    mistakes.push(atKey(['endpoint', 'second'], 'A second endpoint has no meaning with `sut: csms`.', 'remove it'));
  }
  const needed = station ? 'listen' : 'connect';
  if (listen === undefined && connect === undefined) {
    const example = station ? 'listen: ws://127.0.0.1:9000/ocpp' : 'connect: ws://127.0.0.1:9000/ocpp';
    mistakes.push(atKey(['endpoint'], `\`endpoint\` lacks \`${needed}\`, which \`sut: ${plan.sut}\` needs.`, `add \`${example}\``));
  }
  if (second !== undefined && second === listen) {
    mistakes.push(atValue(['endpoint', 'second'], 'The second endpoint is the same as `listen`.', 'give it a port of its own'));
  }
  for (const key of ['listen', 'connect', 'advertise', 'second'] as const) {
    const url = plan.endpoint[key];
    if (url !== undefined && !URL.canParse(url)) mistakes.push(atValue(['endpoint', key], `\`endpoint.${key}\` is no valid address.`, 'ports go from 0 to 65535'));
  }
  return mistakes;
}

function securityMistakes(plan: RawPlan): Mistake[] {
  const { security } = plan.endpoint;
  const profile = security?.profile ?? 0;
  const path = ['endpoint', 'security'];
  const mistakes: Mistake[] = [];
  if ((profile === 1 || profile === 2) && security?.password === undefined) {
    mistakes.push(atKey([...path, 'profile'], `Security profile ${profile} needs a password.`, 'add `password: ${NAME}` and set NAME in the environment'));
  }
  if (profile !== 1 && profile !== 2 && security?.password !== undefined) {
    mistakes.push(atKey([...path, 'password'], `Security profile ${profile} uses no password.`, profile === 0 ? 'write `profile: 1`, or remove the password' : 'remove the password'));
  }
  const needsOwn = profile === 3 || (profile === 2 && plan.sut === 'charge-point');
  for (const key of ['cert', 'key'] as const) {
    const given = security?.[key] !== undefined;
    if (needsOwn && !given) mistakes.push(atKey([...path, 'profile'], `Security profile ${profile} needs \`${key}\` towards a ${plan.sut}.`, `add \`${key}: path/to/${key}.pem\``));
    if (profile < 2 && given) mistakes.push(atKey([...path, key], `Security profile ${profile} uses no \`${key}\`.`, 'write `profile: 2` or `profile: 3`, or remove it'));
  }
  for (const key of ['listen', 'connect', 'second'] as const) {
    const url = plan.endpoint[key];
    if (url === undefined) continue;
    if (profile >= 2 && !url.startsWith('wss:')) mistakes.push(atValue(['endpoint', key], `Security profile ${profile} runs over TLS, but \`${key}\` starts with ws:.`, 'write wss://…'));
    if (profile < 2 && !url.startsWith('ws:')) mistakes.push(atValue(['endpoint', key], `\`${key}\` starts with wss:, but security profile ${profile} runs without TLS.`, 'add `security: { profile: 2, … }`, or write ws://…'));
  }
  return mistakes;
}

function deviceMistakes(plan: RawPlan): Mistake[] {
  const device = plan.device ?? {};
  const mistakes: Mistake[] = [];
  const v16 = String(plan.ocpp) === '1.6';
  if (v16 && device.evses !== undefined) mistakes.push(atKey(['device', 'evses'], 'OCPP 1.6 has no EVSEs.', `write \`connectors: ${device.evses.length}\``));
  if (!v16 && device.connectors !== undefined) mistakes.push(atKey(['device', 'connectors'], `OCPP ${plan.ocpp} counts connectors per EVSE.`, 'write `evses: [{ connectors: 1 }]`, one entry per EVSE'));
  const stations = stationsOf(plan);
  if (plan.sut === 'charge-point' && stations.length > 1 && (plan.operator?.mode ?? 'prompt') === 'prompt') {
    mistakes.push(atValue(['device', 'station'], 'Several stations were given, but with `sut: charge-point` and a person as operator there is one physical device.', 'name one station; a list is for a CSMS or an automatic operator'));
  }
  stations.forEach((station, index) => {
    const path = Array.isArray(device.station) ? ['device', 'station', index] : ['device', 'station'];
    if (stations.indexOf(station) < index) mistakes.push(atValue(path, `The station ${station} stands in the list twice.`, 'name each station once'));
    if (station.includes(':') && (plan.endpoint.security?.profile ?? 0) > 0) mistakes.push(atValue(path, 'A station identity with a colon cannot be a user name of basic authentication.', 'choose an identity without a colon'));
    if (!v16 && station.length > 48) mistakes.push(atValue(path, `A station identity of OCPP ${plan.ocpp} has at most 48 characters.`, 'shorten it'));
  });
  return mistakes;
}

function featureMistakes(plan: RawPlan): Mistake[] {
  const version = String(plan.ocpp) === '1.6' ? '1.6' : '2.0.1';
  const known = featuresOf(version, plan.sut).map(({ id }) => id);
  const features = plan.device?.features ?? [];
  return features.flatMap((id, index) => {
    const path = ['device', 'features', index];
    if (features.indexOf(id) < index) return [atValue(path, `The feature ${id} stands in the list twice.`, 'remove one')];
    if (known.includes(id)) return [];
    const meant = nearest(id, known);
    return [atValue(path, `OCPP ${plan.ocpp} has no feature \`${id}\` for a ${plan.sut}.`, meant === undefined ? '`plugproof list --features` shows the known ones' : `did you mean \`${meant}\`?`)];
  });
}

/** Which key each mode of the operator and the driver needs. */
const MODE_KEYS: Readonly<Record<string, 'url' | 'command' | 'path'>> = { http: 'url', exec: 'command', module: 'path' };

function actorMistakes(plan: RawPlan, actor: 'operator' | 'driver'): Mistake[] {
  const setting: { mode: string; url?: string; command?: string; path?: string } | undefined = plan[actor];
  if (setting === undefined) return [];
  const needed = MODE_KEYS[setting.mode];
  const mistakes: Mistake[] = [];
  if (needed !== undefined && setting[needed] === undefined) {
    mistakes.push(atKey([actor, 'mode'], `\`${actor}.mode: ${setting.mode}\` needs \`${needed}\`.`, `add \`${needed}: …\``));
  }
  for (const [mode, key] of Object.entries(MODE_KEYS)) {
    if (key === needed || setting[key] === undefined) continue;
    mistakes.push(atKey([actor, key], `\`${actor}.${key}\` has no meaning with \`mode: ${setting.mode}\`.`, `write \`mode: ${mode}\`, or remove it`));
  }
  return mistakes;
}

function expectedFailureMistakes(plan: RawPlan): Mistake[] {
  const ids = (plan.expectedFailures ?? []).map(({ id }) => id);
  return ids.flatMap((id, index) => ids.indexOf(id) < index
    ? [atValue(['expectedFailures', index, 'id'], `${id} is expected to fail twice.`, 'remove one')]
    : []);
}

function atKey(path: PlanPath, message: string, suggestion: string): Mistake {
  return { path, target: 'key', message, suggestion };
}

function atValue(path: PlanPath, message: string, suggestion: string): Mistake {
  return { path, target: 'value', message, suggestion };
}
