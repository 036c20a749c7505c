import type { OcppVersion, Sut } from '../ocppj/types.ts';

/** What `init` has found out. */
export interface PlanAnswers {
  sut: Sut;
  ocpp: OcppVersion;
  address: string;
  stations: string[];
  connectors: number;
  operator: string;
  driver: string;
  features: string[];
}

/** Writes a plan with a comment on everything that a reader may want to change. */
export function planText(answers: PlanAnswers): string {
  const { sut, ocpp, address, stations, connectors, features } = answers;
  const station = stations.length === 1 ? quote(stations[0] ?? '') : `[${stations.map(quote).join(', ')}]`;
  const isStation = sut === 'charge-point';
  const shape = ocpp === '1.6' ? `connectors: ${connectors}` : `evses: [${Array.from({ length: connectors }, () => '{ connectors: 1 }').join(', ')}]`;
  return `# yaml-language-server: $schema=./node_modules/plugproof/dist/plan.schema.json
# A plugproof plan: what is judged, how to reach it, and what it supports.

sut: ${sut}
ocpp: "${ocpp}"

endpoint:
  # ${isStation ? 'plugproof listens here; let the charge point connect to this address followed by /identity' : 'Where the CSMS listens; plugproof appends /identity'}
  ${isStation ? 'listen' : 'connect'}: ${quote(address)}
  # With a password, taken from the environment and never shown:
  # security: { profile: 1, password: "\${OCPP_PASSWORD}" }

device:
  station: ${station}
  ${shape}
  # ${isStation ? 'The cards that the operator can present' : 'The tokens that the CSMS knows'}; leave out what does not exist
${tokenLines(ocpp)}
  # What the device declares; \`plugproof list --features --sut ${sut} --ocpp ${ocpp}\` shows all ids
  features: [${features.join(', ')}]

timing:
  messageTimeout: 30s
  bootTimeout: 120s
  operatorTimeout: 5m
  # Intervals that testcases set on the device, in seconds: short ones make a run short
  intervals: { heartbeat: 10, meterValues: 5, clockAligned: 5, connectionTimeOut: 10, bootRetry: 5 }

${isStation ? `# Who plugs in, presents cards and switches the power: prompt (you), http (a rig), exec (a command)
operator: ${actor(answers.operator)}` : `# Who makes the CSMS send something: prompt (you), http (an adapter), exec (a command), module
driver: ${actor(answers.driver)}`}

# Testcases that are known to fail, with the reason:
# expectedFailures: [{ id: TC_041_CS, reason: "fault button not wired" }]
`;
}

function tokenLines(ocpp: OcppVersion): string {
  const names = [['valid', 'TAG-1'], ['second', 'TAG-2'], ['invalid', 'NOPE'], ['blocked', 'TAG-B'], ['expired', 'TAG-E'], ['parent', 'GROUP-1']] as const;
  const value = (name: string, id: string): string => ocpp === '1.6' ? id : `{ idToken: ${id}, type: ${name === 'parent' ? 'Central' : 'ISO14443'} }`;
  return `  tokens:\n${names.map(([name, id]) => `    ${name}: ${value(name, id)}`).join('\n')}`;
}

function actor(text: string): string {
  return text === 'prompt' ? '{ mode: prompt }' : `{ mode: http, url: ${quote(text)} }`;
}

/** A JSON text is a YAML text. */
function quote(text: string): string {
  return JSON.stringify(text);
}
