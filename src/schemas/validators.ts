import { exceedsDepth, maxDepth } from '../ocppj/json.ts';
import { describeValue, limitClause, makeProblem, payloadPath } from '../ocppj/problem.ts';
import type { OcppVersion, Problem } from '../ocppj/types.ts';
import { messageClause } from './clauses.ts';
import { importValidators } from './modules.ts';
import type { CompiledValidator } from './modules.ts';
import { constraintSentence } from './sentences.ts';
import type { SchemaError } from './sentences.ts';

/** Judges payloads by the schemas of one version. */
export interface Validators {
  /**
   * What is wrong with a payload, at most 50 problems, with paths as they are in a CALL, SEND or
   * CALLRESULT. `null` counts as the empty payload (1.6-J 4.2.1, Part 4 4.1.5). An action that the
   * version does not have is a problem too.
   */
  validate(action: string, kind: 'request' | 'response', payload: unknown): Problem[];
}

const maxProblems = 50;
const loading = new Map<OcppVersion, Promise<Validators>>();

/** Loads the schema validators of a version, once. Rejects when they have not been built. */
export function loadValidators(version: OcppVersion): Promise<Validators> {
  const known = loading.get(version);
  if (known) return known;
  const started = importValidators(version).then((compiled) => createValidators(version, compiled));
  loading.set(version, started);
  started.catch(() => loading.delete(version));
  return started;
}

function createValidators(version: OcppVersion, compiled: ReadonlyMap<string, CompiledValidator>): Validators {
  return {
    validate(action, kind, payload) {
      const prefix = payloadPath(kind);
      const clause = messageClause(version, action, kind);
      const validator = compiled.get(`${action}${kind === 'request' ? 'Request' : 'Response'}`);
      if (!validator) return [makeProblem('unknown-action', '$[2]', `An action of OCPP ${version}.`, action, `OCPP ${version}`)];
      if (exceedsDepth(payload)) return [makeProblem('too-deep', prefix, `At most ${maxDepth} levels deep.`, payload, limitClause)];
      const value = payload === null ? {} : payload;
      if (validator(value)) return [];
      return (validator.errors ?? []).slice(0, maxProblems).map((error) => toProblem(error, value, prefix, clause));
    },
  };
}

function toProblem(error: SchemaError, payload: unknown, prefix: string, clause: string): Problem {
  const steps = error.instancePath.split('/').slice(1).map(unescapePointer);
  const { missingProperty, additionalProperty } = error.params;
  if (typeof missingProperty === 'string') steps.push(missingProperty);
  if (typeof additionalProperty === 'string') steps.push(additionalProperty);
  const path = pathOf(payload, steps, prefix);
  return { ...makeProblem('schema', path, constraintSentence(error), valueAt(payload, steps), clause), keyword: error.keyword };
}

const unescapePointer = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

function valueAt(payload: unknown, steps: readonly string[]): unknown {
  let value: unknown = payload;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** A JSON path; the names that a device made up are quoted and shortened. */
function pathOf(payload: unknown, steps: readonly string[], prefix: string): string {
  let path = prefix;
  let value = payload;
  for (const step of steps) {
    if (Array.isArray(value)) path += `[${step}]`;
    else path += plainName.test(step) ? `.${step}` : `[${describeValue(step)}]`;
    value = valueAt(value, [step]);
  }
  return path;
}
