import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { judgeFrame, parseFrame } from '../src/ocppj/frame.ts';
import type { OcppVersion, Side } from '../src/ocppj/types.ts';
import { loadValidators } from '../src/schemas/validators.ts';
import { buildValidators } from '../scripts/schema-validators.ts';
import type { Measurement } from './measurement.ts';

const versions: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];
const repetitions = 5;

/**
 * Measures loading a version's validators against compiling the same schemas, each in a process of
 * its own, and parsing and judging a frame against JSON.parse alone. Throws when a child fails.
 */
export async function measure(): Promise<Measurement[]> {
  await buildValidators();
  return [
    ...versions.map((version) => ({ name: `load validators ${version} / compile`, ratio: loadRatio(version), target: 0.1 })),
    { name: 'parse and judge a 1.6 frame / JSON.parse', ratio: await frameRatio(), target: Infinity },
  ];
}

function loadRatio(version: OcppVersion): number {
  const built = new URL(`../dist/schemas/ocpp${version}.js`, import.meta.url).href;
  const source = new URL('../scripts/schema-validators.ts', import.meta.url).href;
  // Reading the schemas and importing ajv is left out, which favours compiling.
  const load = `const start = performance.now(); await import('${built}'); console.log(performance.now() - start);`;
  const compile = `
    import { createAjv } from '${source}';
    const { ajv, names } = await createAjv('${version}');
    const start = performance.now();
    for (const id of Object.values(names)) ajv.getSchema(id);
    console.log(performance.now() - start);`;
  // Only the compiler is TypeScript; the built module loads as it does in the bundled command.
  const tsx = ['--import', import.meta.resolve('tsx')];
  return medianOf(() => runChild(load)) / medianOf(() => runChild(compile, tsx));
}

function runChild(code: string, options: readonly string[] = []): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '--input-type=module', '--eval', code], {
    encoding: 'utf8', timeout: 60_000,
  });
  const milliseconds = Number.parseFloat(stdout);
  if (status !== 0 || Number.isNaN(milliseconds)) throw new Error(`A process of the benchmark failed: ${stderr.slice(0, 1000)}`);
  return milliseconds;
}

function medianOf(sample: () => number): number {
  const sorted = Array.from({ length: repetitions }, sample).sort((a, b) => a - b);
  return sorted[Math.floor(repetitions / 2)] ?? NaN;
}

interface Exchange {
  from: Side;
  text: string;
  actionOfCall?: string;
}

const at = '2026-01-31T12:00:00Z';
const exchanges: readonly Exchange[] = [
  { from: 'station', text: '[2,"8b1c0a52-0001-4c3d-8e5f-0a1b2c3d4e5f","BootNotification",{"chargePointVendor":"Vendor","chargePointModel":"Model","firmwareVersion":"1.0.0"}]' },
  { from: 'csms', text: `[3,"8b1c0a52-0001-4c3d-8e5f-0a1b2c3d4e5f",{"status":"Accepted","currentTime":"${at}","interval":300}]`, actionOfCall: 'BootNotification' },
  { from: 'station', text: `[2,"8b1c0a52-0002-4c3d-8e5f-0a1b2c3d4e5f","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"${at}"}]` },
  { from: 'csms', text: '[3,"8b1c0a52-0002-4c3d-8e5f-0a1b2c3d4e5f",{}]', actionOfCall: 'StatusNotification' },
  {
    from: 'station',
    text: `[2,"8b1c0a52-0003-4c3d-8e5f-0a1b2c3d4e5f","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"${at}","sampledValue":[
      {"value":"1200","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unit":"Wh"},
      {"value":"16.0","context":"Sample.Periodic","measurand":"Current.Import","phase":"L1","unit":"A"}]}]}]`,
  },
  { from: 'csms', text: '[2,"9b1c0a52-0004-4c3d-8e5f-0a1b2c3d4e5f","RemoteStartTransaction",{"connectorId":1,"idTag":"TAG-1"}]' },
  { from: 'station', text: '[4,"9b1c0a52-0004-4c3d-8e5f-0a1b2c3d4e5f","NotSupported","",{}]' },
];

async function frameRatio(): Promise<number> {
  const validators = await loadValidators('1.6');
  const judgeAll = (): void => {
    for (const { from, text, actionOfCall } of exchanges) {
      const { frame } = parseFrame(text, '1.6');
      const problems = frame && judgeFrame(frame, '1.6', from, validators, actionOfCall);
      if (problems?.length !== 0) throw new Error(`A frame of the benchmark is wrong: ${text}`);
    }
  };
  const parseAll = (): void => {
    for (const { text } of exchanges) JSON.parse(text);
  };
  return medianOf(() => timeOf(judgeAll)) / medianOf(() => timeOf(parseAll));
}

function timeOf(run: () => void): number {
  const start = performance.now();
  for (let round = 0; round < 5000; round += 1) run();
  return performance.now() - start;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, ratio, target } of await measure()) {
    const limit = Number.isFinite(target) ? `at most ${target}` : 'no target';
    console.log(`${name}: ${ratio.toFixed(3)} (${limit})`);
  }
}
