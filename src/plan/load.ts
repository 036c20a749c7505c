import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { OcppVersion, Sut } from '../ocppj/types.ts';
import { findContradictions } from './contradictions.ts';
import { fillDefaults } from './defaults.ts';
import { COMMAND_LINE, PlanError } from './plan-error.ts';
import type { PlanIssue } from './plan-error.ts';
import { checkSchema } from './schema-check.ts';
import type { Mistake } from './schema-check.ts';
import { readSource } from './source.ts';
import type { Locate } from './source.ts';
import type { RawPlan } from './raw-plan.generated.ts';
import type { Plan } from './types.ts';

const LARGEST_PLAN_BYTES = 256 * 1024;

/**
 * Reads and checks a plan file; `${NAME}` comes from `env`. Throws PlanError with everything that is
 * wrong with it, or why it cannot be read.
 */
export async function loadPlan(file: string, env: NodeJS.ProcessEnv = process.env): Promise<Plan> {
  const path = resolve(file);
  const text = await readText(file, path);
  const { data, locate, issues, secrets } = readSource(file, text, env);
  if (issues.length > 0) throw new PlanError(issues, text, secrets);
  const raw = check(data, file, locate, text, secrets);
  const missing = await findMissingFiles(raw, path);
  if (missing.length > 0) throw new PlanError(missing.map((mistake) => locateMistake(mistake, file, locate)), text, secrets);
  return fillDefaults(raw, path, secrets);
}

/** What the command line can say instead of a plan. */
export interface PlanFlags {
  sut?: Sut;
  ocpp?: OcppVersion;
  listen?: string;
  connect?: string;
  station?: string | string[];
  connectors?: number;
  features?: string[];
  operator?: RawPlan['operator'];
  driver?: RawPlan['driver'];
}

/** Makes a plan from flags. Throws PlanError that names the flag. */
export function planFromFlags(flags: PlanFlags): Plan {
  const { listen, connect, station, connectors, features } = flags;
  const ocpp = flags.ocpp ?? '1.6';
  const sut = flags.sut ?? (connect === undefined ? 'charge-point' : 'csms');
  const shape = ocpp === '1.6' ? { connectors } : connectors === undefined ? {} : { evses: Array.from({ length: connectors }, () => ({ connectors: 1 })) };
  const data = withoutUndefined({
    sut, ocpp,
    endpoint: withoutUndefined({ listen, connect }),
    device: withoutUndefined({ station, features, ...shape }),
    operator: flags.operator, driver: flags.driver,
  });
  return fillDefaults(check(data, COMMAND_LINE, () => ({ line: 0, column: 0 }), '', []), undefined, []);
}

function check(data: unknown, file: string, locate: Locate, text: string, secrets: readonly string[]): RawPlan {
  const checked = checkSchema(data);
  const mistakes = 'mistakes' in checked ? checked.mistakes : findContradictions(checked.plan);
  if ('plan' in checked && mistakes.length === 0) return checked.plan;
  throw new PlanError(mistakes.map((mistake) => locateMistake(mistake, file, locate)), text, secrets);
}

function locateMistake({ path, target, message, suggestion }: Mistake, file: string, locate: Locate): PlanIssue {
  return { file, ...locate(path, target), message, ...(suggestion === undefined ? {} : { suggestion }) };
}

async function readText(file: string, path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_PLAN_BYTES) throw new PlanError([{ file, line: 0, column: 0, message: `The plan is larger than ${LARGEST_PLAN_BYTES / 1024} KiB.` }]);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const message = `The plan cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    throw new PlanError([{ file, line: 0, column: 0, message, suggestion: '`plugproof init` writes a plan' }]);
  }
}

/** Certificates, keys and modules that the plan names must be there before a run starts. */
async function findMissingFiles(plan: RawPlan, path: string): Promise<Mistake[]> {
  const security = ['endpoint', 'security'];
  const named: [string[], string | undefined][] = [
    [[...security, 'ca'], plan.endpoint.security?.ca],
    [[...security, 'cert'], plan.endpoint.security?.cert],
    [[...security, 'key'], plan.endpoint.security?.key],
    [['driver', 'path'], plan.driver?.path],
  ];
  const mistakes = await Promise.all(named.map(async ([at, file]): Promise<Mistake[]> => {
    if (file === undefined) return [];
    const found = await stat(resolve(dirname(path), file)).then((entry) => entry.isFile(), () => false);
    return found ? [] : [{ path: at, target: 'value', message: `There is no file ${file}.`, suggestion: 'paths are relative to the folder of the plan' }];
  }));
  return mistakes.flat();
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
