import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OcppVersion, Sut } from '../ocppj/types.ts';
import { listedTestcases } from '../plan/catalogue.ts';
import { featureIdsIn, featuresOf } from '../plan/features.ts';
import type { Facts } from '../plan/types.ts';
import { loadValidators } from '../schemas/validators.ts';
import { loadExport, loadStates, readPath, testcaseRoot, walkFiles } from './files.ts';
import { foldTestcase, type FoldedTestcase } from './fold.ts';
import { checkOverlaps } from './offline/overlaps.ts';
import { checkPayloads } from './offline/payloads.ts';
import { checkReferences } from './offline/references.ts';
import { defaultFacts } from './sample-facts.ts';
import type { StateDefinition, Testcase, TestcaseExport } from './types.ts';

const MAX_LINES = 80;

/** Everything that can be known to be wrong with the testcases without a device; one sentence each. */
export async function checkTestcases(): Promise<string[]> {
  const { folder, extension } = testcaseRoot();
  const paths = walkFiles(folder, extension).filter((path) => path.startsWith('ocpp'));
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const found = await loadExport(path);
    if (found.kind === 'state') continue;
    const { version, role, id } = readPath(path);
    const key = `${version}/${role}/${id}`;
    if (seen.has(key)) problems.push(`${path}: ${id} stands in ${seen.get(key)} too`);
    seen.set(key, path);
    problems.push(...checkLength(join(folder, `${path}${extension}`)), ...(await checkTestcase(path, found)).map((problem) => `${path}: ${problem}`));
  }
  return problems;
}

/** What is wrong with one testcase, looked at with the facts of several devices. */
export async function checkTestcase(path: string, found: TestcaseExport, known?: ReadonlyMap<string, StateDefinition>): Promise<string[]> {
  const { version, role, id } = readPath(path);
  const states = known ?? await loadStates(`${version}/${role}`);
  const validators = await loadValidators(found.ocpp);
  const problems = new Set(checkId(id, found.ocpp, found.sut));
  for (const facts of sampleDevices(found.ocpp, found.sut)) {
    const testcase = typeof found.source === 'function' ? found.source(facts) : found.source;
    let folded: FoldedTestcase;
    try {
      folded = foldTestcase(testcase, facts, states);
    } catch (error) {
      problems.add(error instanceof Error ? error.message : String(error));
      continue;
    }
    const found_ = [
      ...checkWords(testcase), ...checkFeatures(folded.requires, found.ocpp, found.sut), ...checkReferences(folded.steps),
      ...checkPayloads(folded.steps, facts, found.ocpp, validators), ...checkOverlaps(folded.steps), ...checkShape(testcase),
    ];
    found_.forEach((problem) => problems.add(problem));
  }
  return [...problems];
}

/** One by one, what a 2.x transaction may start and end with. */
const START_POINTS = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'DataSigned', 'PowerPathClosed', 'EnergyTransfer'];

/** Devices that differ in what testcases ask about. */
function sampleDevices(ocpp: OcppVersion, sut: Sut): Facts[] {
  const plain = defaultFacts(ocpp, sut);
  const everything = featuresOf(ocpp, sut).map(({ id }) => id);
  const setting = (value: string): Facts['settings'] => ({ AuthorizeRemoteTxRequests: { value, readonly: false }, AllowOfflineTxForUnknownId: { value, readonly: false } });
  if (ocpp !== '1.6') return [plain, ...START_POINTS.map((value) => ({ ...plain, features: everything, settings: { 'TxCtrlr.TxStartPoint': { value, readonly: false }, 'TxCtrlr.TxStopPoint': { value, readonly: false } } }))];
  return [plain, { ...plain, connectors: 1, evses: [{ connectors: 1 }] }, { ...plain, features: everything, settings: setting('true') }, { ...plain, settings: setting('false') }];
}

function checkId(id: string, ocpp: OcppVersion, sut: Sut): string[] {
  if (/^PP_[A-Z0-9_]+$/.test(id)) return [];
  const versions: OcppVersion[] = ocpp === '2.1' ? ['2.1', '2.0.1'] : [ocpp];
  return versions.some((version) => listedTestcases(version, sut).some((listed) => listed.id === id)) ? [] : [`${id} is not in the catalogue of OCPP ${ocpp}; our own ids start with PP_`];
}

function checkWords({ title, purpose, spec, profile }: Testcase): string[] {
  return [
    ...(title.trim() === '' ? ['it has no title'] : []), ...(/[.?!]$/.test(purpose.trim()) ? [] : ['its purpose is no sentence']),
    ...(spec.length === 0 ? ['it names no clause'] : []), ...(profile === '' ? ['it names no profile'] : []),
  ];
}

function checkFeatures(requires: readonly string[], ocpp: OcppVersion, sut: Sut): string[] {
  const known = new Set(featuresOf(ocpp, sut).map(({ id }) => id));
  return requires.flatMap((expression) => {
    try {
      return [...featureIdsIn(expression)].filter((id) => !known.has(id)).map((id) => `there is no feature ${id}`);
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

/** A testcase survives JSON, and judges something. */
function checkShape(testcase: Testcase): string[] {
  const copy: unknown = JSON.parse(JSON.stringify(testcase.steps));
  const judges = JSON.stringify(copy).match(/"(expect|collect|absent|reply|verify|send|state)":/) !== null;
  return judges ? [] : ['it judges nothing'];
}

function checkLength(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n').length - 1;
  return lines > MAX_LINES ? [`${file.split('/').at(-1) ?? file}: ${lines} lines; past ${MAX_LINES} it needs a state`] : [];
}
