import type { OcppVersion } from '../src/ocppj/types.ts';
import type { Message, Schema } from './schema-source.ts';

/** A correction of a published schema by an errata sheet. */
export interface Erratum {
  version: OcppVersion;
  /** Sheet and entry. */
  entry: string;
  action: string;
  kind: Message['kind'];
  /** Names of the properties that lead to the corrected one; arrays are stepped into. The empty path is the message. */
  path: readonly string[];
  /** Makes the node correct; leaves it alone if it already is. */
  correct(node: Schema): Schema;
}

const sheet = 'OCPP-J 1.6 errata sheet 2025-04';
const withValue = (value: string) => (node: Schema): Schema => ({ ...node, enum: [...new Set([...(node.enum ?? []), value])] });
const withInteger = (node: Schema): Schema => ({ ...node, type: 'integer' });
const withoutExtras = (node: Schema): Schema => ({ ...node, additionalProperties: false });

/**
 * Every entry of the errata sheets that touches a schema. The sheets of 2.0.1 and 2.1 (2025-09) have
 * none: both state that they affect no schema. Most corrections are already in the newer official
 * files; they are kept here so that an older copy is corrected too.
 */
export const errata: readonly Erratum[] = [
  ...(['Celsius', 'Celcius'].flatMap((unit) => [
    { version: '1.6', entry: `${sheet}, 2.1`, action: 'MeterValues', kind: 'request', path: ['meterValue', 'sampledValue', 'unit'], correct: withValue(unit) },
    { version: '1.6', entry: `${sheet}, 2.1`, action: 'StopTransaction', kind: 'request', path: ['transactionData', 'sampledValue', 'unit'], correct: withValue(unit) },
  ] satisfies Erratum[])),
  { version: '1.6', entry: `${sheet}, 2.4`, action: 'BootNotification', kind: 'response', path: ['interval'], correct: withInteger },
  { version: '1.6', entry: `${sheet}, 2.5`, action: 'UpdateFirmware', kind: 'request', path: ['retries'], correct: withInteger },
  { version: '1.6', entry: `${sheet}, 2.5`, action: 'UpdateFirmware', kind: 'request', path: ['retryInterval'], correct: withInteger },
  {
    version: '1.6', entry: `${sheet}, 2.6`, action: 'StopTransaction', kind: 'request', path: [],
    correct: (node) => ({ ...node, required: (node.required ?? []).filter((name) => name !== 'reason') }),
  },
  { version: '1.6', entry: `${sheet}, 3.2`, action: 'SendLocalList', kind: 'request', path: ['localAuthorizationList', 'idTagInfo'], correct: withoutExtras },
];

/** The messages with every erratum of the version applied. Throws when an erratum finds no place. */
export function applyErrata(version: OcppVersion, messages: readonly Message[]): Message[] {
  return messages.map((message) => {
    const own = errata.filter((entry) => entry.version === version && entry.action === message.action && entry.kind === message.kind);
    return own.length === 0 ? message : { ...message, schema: own.reduce((schema, entry) => correctAt(schema, entry.path, entry), message.schema) };
  });
}

function correctAt(node: Schema, path: readonly string[], entry: Erratum): Schema {
  if (node.items) return { ...node, items: correctAt(node.items, path, entry) };
  const [name, ...rest] = path;
  if (name === undefined) return entry.correct(node);
  const inner = node.properties?.[name];
  if (!inner) throw new Error(`${entry.entry}: ${entry.action} has no ${entry.path.join('.')}`);
  return { ...node, properties: { ...node.properties, [name]: correctAt(inner, rest, entry) } };
}
