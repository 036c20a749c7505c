import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isPayload } from '../payload.ts';
import type { JsonValue, OcppVersion, Payload } from '../../ocppj/types.ts';

const files: Record<OcppVersion, string> = { '1.6': 'ocpp1_6.json', '2.0.1': 'ocpp2_0_1.json', '2.1': 'ocpp2_1.json' };

/** A request that the schema of an action allows: with `all`, every optional field too. */
export function sampleRequest(version: OcppVersion, action: string, all: boolean): Payload {
  const schemas = loadSchemas(version);
  const schema = schemas.find((item) => item['$id'] === `urn:${action}.req` || item['$id'] === `urn:${action}Request`);
  if (schema === undefined) throw new Error(`there is no request schema for ${action} of ${version}`);
  const sample = make(schema, schema, all);
  if (!isPayload(sample)) throw new Error(`the request of ${action} is no object`);
  return sample;
}

const loaded = new Map<OcppVersion, Payload[]>();

function loadSchemas(version: OcppVersion): Payload[] {
  const schemas = loaded.get(version) ?? readSchemas(version);
  loaded.set(version, schemas);
  return schemas;
}

function readSchemas(version: OcppVersion): Payload[] {
  // The package does not export its schemas, so they are found beside its entry.
  const entry = createRequire(import.meta.url).resolve('ocpp-rpc');
  const text = readFileSync(new URL(`lib/schemas/${files[version]}`, `file://${entry}`), 'utf8');
  const value: JsonValue = JSON.parse(text);
  return Array.isArray(value) ? value.filter((item): item is Payload => isPayload(item)) : [];
}

function make(schema: Payload, root: Payload, all: boolean): JsonValue {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    const definitions = root['definitions'];
    const target = isPayload(definitions) ? definitions[name] : undefined;
    return isPayload(target) ? make(target, root, all) : {};
  }
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  switch (schema['type']) {
    case 'object': return makeObject(schema, root, all);
    case 'array': return isPayload(schema['items']) ? [make(schema['items'], root, all)] : [];
    case 'integer':
    case 'number': return Math.min(typeof schema['maximum'] === 'number' ? schema['maximum'] : 1, 1);
    case 'boolean': return true;
    default: return schema['format'] === 'date-time' ? '2030-01-01T00:00:00Z' : schema['format'] === 'uri' ? 'http://127.0.0.1/x' : 'a';
  }
}

function makeObject(schema: Payload, root: Payload, all: boolean): Payload {
  const properties = isPayload(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const made: Payload = {};
  for (const [key, property] of Object.entries(properties)) {
    if (key === 'customData' || !isPayload(property)) continue;
    if (all || required.includes(key)) made[key] = make(property, root, all);
  }
  return made;
}
