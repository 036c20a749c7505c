import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OcppVersion } from '../src/ocppj/types.ts';
import { applyErrata } from './schema-errata.ts';

/** As much of JSON Schema as the OCPP schemas use. */
export interface Schema {
  $id?: string;
  $ref?: string;
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  properties?: Record<string, Schema>;
  definitions?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  additionalProperties?: boolean | Schema;
  enum?: string[];
  format?: string;
  tsType?: string;
}

/** One of the two schemas of an action; SEND messages have only a request. */
export interface Message {
  action: string;
  kind: 'request' | 'response';
  schema: Schema;
}

const files: Record<OcppVersion, string> = {
  '1.6': 'ocpp1_6.json',
  '2.0.1': 'ocpp2_0_1.json',
  '2.1': 'ocpp2_1.json',
};

const require = createRequire(import.meta.url);

/** Path of the file with the schemas of a version. */
export function schemaFile(version: OcppVersion): string {
  return require.resolve(`ocpp-rpc/lib/schemas/${files[version]}`);
}

/** Reads the schemas of a version in alphabetical order, with the errata applied. */
export async function readMessages(version: OcppVersion): Promise<Message[]> {
  const schemas: unknown = JSON.parse(await readFile(schemaFile(version), 'utf8'));
  if (!Array.isArray(schemas)) throw new Error(`${files[version]} is not a list of schemas; is ocpp-rpc at the pinned version?`);
  const messages = schemas.map(toMessage);
  messages.sort((a, b) => compare(a.action, b.action) || compare(a.kind, b.kind));
  return applyErrata(version, messages);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// 1.6 and 2.0.1 write `urn:Reset.req` and `urn:Reset.conf`, 2.1 `urn:ResetRequest` and `urn:ResetResponse`.
const endings: readonly (readonly [string, Message['kind']])[] = [
  ['.req', 'request'], ['.conf', 'response'], ['Request', 'request'], ['Response', 'response'],
];

function toMessage(schema: unknown): Message {
  if (!isSchema(schema) || !schema.$id?.startsWith('urn:')) throw new Error('A schema of ocpp-rpc has no $id of the form urn:Name.');
  const name = schema.$id.slice('urn:'.length);
  const ending = endings.find(([suffix]) => name.endsWith(suffix));
  if (!ending) return { action: name, kind: 'request', schema };
  return { action: name.slice(0, -ending[0].length), kind: ending[1], schema };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What says nothing about validity; a property may bear the same name, hence the walk by structure.
const annotations = new Set(['$id', '$schema', 'id', 'title', 'description', 'comment', 'javaType', 'default', 'additionalItems']);

/** A copy of a schema without its annotations. */
export function bareSchema(schema: Schema): Schema {
  const bare: Schema = Object.fromEntries(Object.entries(schema).filter(([key]) => !annotations.has(key)));
  for (const key of ['properties', 'definitions'] as const) {
    const inner = bare[key];
    if (inner) bare[key] = Object.fromEntries(Object.entries(inner).map(([name, value]) => [name, bareSchema(value)]));
  }
  if (bare.items) bare.items = bareSchema(bare.items);
  return bare;
}
