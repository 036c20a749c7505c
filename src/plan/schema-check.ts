import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { parseDuration } from './duration.ts';
import { nearest } from './nearest.ts';
import schema from './plan.schema.json' with { type: 'json' };
import type { RawPlan } from './raw-plan.generated.ts';
import type { PlanPath } from './source.ts';

/** Something wrong at a place of the plan; `target` says whether its key or its value is meant. */
export interface Mistake {
  path: PlanPath;
  target: 'key' | 'value';
  message: string;
  suggestion?: string;
}

let compiled: ValidateFunction<RawPlan> | undefined;

/** Checks data against plan.schema.json; gives the plan, or everything that is wrong with it. */
export function checkSchema(data: unknown): { plan: RawPlan } | { mistakes: Mistake[] } {
  compiled ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<RawPlan>(schema);
  if (compiled(data)) return { plan: data };
  const errors = compiled.errors ?? [];
  const mistakes = errors.filter((error) => isTelling(error, errors)).map(describeError);
  return { mistakes: mistakes.filter((mistake, index) => mistakes.findIndex((other) => sameMistake(mistake, other)) === index) };
}

/** A failed `oneOf` repeats what its branches say; of the branches, only one that fits the type tells. */
function isTelling(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const inBranch = /\/oneOf\/\d+\/type$|identity\/type$/.test(error.schemaPath);
  if (error.keyword === 'type' && inBranch) return false;
  if (error.keyword !== 'oneOf') return true;
  const below = all.filter((other) => other !== error && other.instancePath.startsWith(error.instancePath));
  return below.every((other) => other.keyword === 'type');
}

function sameMistake(one: Mistake, other: Mistake): boolean {
  return one.path.join('/') === other.path.join('/') && one.message === other.message;
}

function describeError(error: ErrorObject): Mistake {
  const path = error.instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = path.length === 0 ? 'The plan' : `\`${path.join('.')}\``;
  switch (error.keyword) {
    case 'additionalProperties': return unknownKey(path, error);
    case 'required': return missingKey(path, name, error);
    case 'enum': return notOneOf(path, name, error);
    case 'pattern': return wrongPattern(path, name, error);
    case 'oneOf': return { path, target: 'value', message: `${name} is ${kindOf(error.data)}, but must be a text or a list of texts.` };
    case 'type': return wrongType(path, name, error);
    default: return { path, target: 'value', message: `${name} ${error.message ?? 'is wrong'}.` };
  }
}

function unknownKey(path: readonly string[], error: ErrorObject): Mistake {
  const key = String(error.params['additionalProperty']);
  const known = isRecord(error.parentSchema) && isRecord(error.parentSchema['properties']) ? Object.keys(error.parentSchema['properties']) : [];
  const sibling = nearest(key, known);
  const elsewhere = placesOf(key);
  const where = path.length === 0 ? 'the plan' : `\`${path.join('.')}\``;
  return {
    path: [...path, key],
    target: 'key',
    message: `Unknown key \`${key.slice(0, 60)}\` in ${where}.`,
    suggestion: elsewhere.length > 0 ? `it belongs below \`${elsewhere.join('` or `')}\``
      : sibling !== undefined ? `did you mean \`${sibling}\`?`
      : `known keys here: ${known.join(', ')}`,
  };
}

function missingKey(path: readonly string[], name: string, error: ErrorObject): Mistake {
  const key = String(error.params['missingProperty']);
  return { path, target: path.length === 0 ? 'value' : 'key', message: `${name} lacks the key \`${key}\`.`, suggestion: `add \`${key}: …\`` };
}

function notOneOf(path: readonly string[], name: string, error: ErrorObject): Mistake {
  const allowed: unknown[] = Array.isArray(error.params['allowedValues']) ? error.params['allowedValues'] : [];
  const texts = allowed.filter((value, index) => allowed.findIndex((other) => String(other) === String(value)) === index).map(String);
  const meant = nearest(show(error.data), texts);
  return {
    path, target: 'value',
    message: `${name} is ${show(error.data)}, but must be one of ${texts.join(', ')}.`,
    ...(meant === undefined ? {} : { suggestion: `did you mean ${meant}?` }),
  };
}

function wrongPattern(path: readonly string[], name: string, error: ErrorObject): Mistake {
  const wanted = patternHelp(error.schemaPath);
  return { path, target: 'value', message: `${name} is ${show(error.data)}, but must be ${wanted.what}.`, suggestion: wanted.example };
}

function patternHelp(schemaPath: string): { what: string; example: string } {
  if (schemaPath.includes('duration')) return { what: 'a duration', example: 'write a number with a unit: 500ms, 1s, 5m, 2h' };
  if (schemaPath.includes('seconds')) return { what: 'whole seconds', example: 'write 10 or 10s' };
  if (schemaPath.includes('httpUrl')) return { what: 'an HTTP address', example: 'write for example http://127.0.0.1:8080' };
  if (schemaPath.includes('url')) return { what: 'a WebSocket address', example: 'write for example ws://127.0.0.1:9000/ocpp' };
  if (schemaPath.includes('identity')) return { what: 'an identity without slashes and control characters', example: 'write for example CP001' };
  return { what: 'a testcase id', example: 'write for example TC_003_CS' };
}

function wrongType(path: readonly string[], name: string, error: ErrorObject): Mistake {
  const types = [error.params['type']].flat().map(String);
  const isDuration = typeof error.data === 'number' && error.schemaPath.includes('duration');
  const message = `${name} is ${kindOf(error.data)}, but must be ${types.map(typeName).join(' or ')}.`;
  const unitMissing = isDuration && parseDuration(`${String(error.data)}s`) !== undefined;
  return { path, target: 'value', message, ...(unitMissing ? { suggestion: `give it a unit: ${String(error.data)}s or ${String(error.data)}ms` } : {}) };
}

/** Paths of the objects in the schema that do know this key, for a key that stands too high or too low. */
function placesOf(key: string): string[] {
  const { endpoint, device, timing } = schema.definitions;
  const places: [string, object][] = [
    ['endpoint', endpoint.properties], ['endpoint.security', endpoint.properties.security.properties],
    ['device', device.properties], ['timing', timing.properties], ['timing.intervals', timing.properties.intervals.properties],
    ['device.tokens', device.properties.tokens.properties],
  ];
  return places.filter(([, properties]) => Object.hasOwn(properties, key)).map(([place]) => place);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'a map of keys', array: 'a list', string: 'a text', integer: 'a whole number', number: 'a number', boolean: 'true or false', null: 'empty',
};

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map of keys' : `${typeName(typeof value)} (${show(value)})`;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'empty';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
