import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { readMessages } from '../../scripts/schema-source.ts';
import type { Message, Schema } from '../../scripts/schema-source.ts';
import { buildValidators } from '../../scripts/schema-validators.ts';
import type { JsonValue, OcppVersion, Payload, Problem } from '../ocppj/types.ts';
import { loadValidators } from './validators.ts';

const versions: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];
const now = '2026-01-31T12:00:00Z';

async function judge(version: OcppVersion, action: string, kind: Message['kind'], payload: unknown): Promise<Problem[]> {
  return (await loadValidators(version)).validate(action, kind, payload);
}

/** The smallest value that a schema allows, read off the schema itself. */
function minimal(schema: Schema & { minItems?: number; minimum?: number }, root: Schema): JsonValue {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return minimal(root.definitions?.[name] ?? {}, root);
  if (schema.enum) return schema.enum[0] ?? '';
  switch (schema.type) {
    case 'object': return minimalObject(schema, root);
    case 'array': return Array.from({ length: schema.minItems ?? 0 }, () => minimal(schema.items ?? {}, root));
    case 'string': return schema.format === 'date-time' ? now : schema.format === 'uri' ? 'ftp://h/' : '';
    case 'boolean': return false;
    default: return schema.minimum ?? 0;
  }
}

function minimalObject(schema: Schema, root: Schema): Payload {
  return Object.fromEntries((schema.required ?? []).map((field) => [field, minimal(schema.properties?.[field] ?? {}, root)]));
}

describe('schema validators', function () {
  this.timeout(60_000);
  before(() => buildValidators());

  for (const version of versions) {
    it(`accept the smallest payload of every message of ${version}`, async () => {
      for (const { action, kind, schema } of await readMessages(version)) {
        assert.deepEqual(await judge(version, action, kind, minimalObject(schema, schema)), [], `${action} ${kind}`);
      }
    });

    it(`refuse every message of ${version} that lacks a field or has one too many`, async () => {
      for (const { action, kind, schema } of await readMessages(version)) {
        const payload = minimalObject(schema, schema);
        const extra = await judge(version, action, kind, { ...payload, noSuchField: 1 });
        assert.deepEqual(extra.map(({ keyword }) => keyword), ['additionalProperties'], `${action} ${kind}`);
        for (const field of schema.required ?? []) {
          const { [field]: _left, ...rest } = payload;
          const found = await judge(version, action, kind, rest);
          assert.deepEqual(found.map(({ keyword, path }) => [keyword, path]), [['required', `${kind === 'request' ? '$[3]' : '$[2]'}.${field}`]]);
        }
      }
    });
  }

  describe('say what is wrong', () => {
    it('with path, constraint, value and clause', async () => {
      assert.deepEqual(await judge('1.6', 'Authorize', 'request', { idTag: 'x'.repeat(21) }), [{
        code: 'schema', path: '$[3].idTag', expected: 'At most 20 characters.', actual: `"${'x'.repeat(21)}"`,
        clause: 'OCPP 1.6 6.1 Authorize.req', keyword: 'maxLength',
      }]);
    });

    const cases: readonly { action: string; kind: Message['kind']; payload: Payload; path: string; expected: string; actual: string }[] = [
      { action: 'Reset', kind: 'request', payload: { type: 'Warm' }, path: '$[3].type', expected: 'One of Hard, Soft.', actual: '"Warm"' },
      { action: 'Reset', kind: 'request', payload: {}, path: '$[3].type', expected: 'The field type is required.', actual: 'nothing' },
      { action: 'UnlockConnector', kind: 'request', payload: { connectorId: '1' }, path: '$[3].connectorId', expected: 'A whole number.', actual: '"1"' },
      { action: 'UnlockConnector', kind: 'request', payload: { connectorId: 1.5 }, path: '$[3].connectorId', expected: 'A whole number.', actual: '1.5' },
      { action: 'Heartbeat', kind: 'response', payload: { currentTime: '0' }, path: '$[2].currentTime', expected: 'A date-time such as 2026-01-31T12:00:00Z.', actual: '"0"' },
      { action: 'GetDiagnostics', kind: 'request', payload: { location: 'here' }, path: '$[3].location', expected: 'A URI with its scheme, such as ftp://host/path.', actual: '"here"' },
      {
        action: 'MeterValues', kind: 'request', payload: { connectorId: 1, meterValue: [{ timestamp: now, sampledValue: [{ value: 7 }] }] },
        path: '$[3].meterValue[0].sampledValue[0].value', expected: 'A string.', actual: '7',
      },
    ];
    for (const { action, kind, payload, path, expected, actual } of cases) {
      it(`for ${action} ${JSON.stringify(payload).slice(0, 50)}`, async () => {
        const found = await judge('1.6', action, kind, payload);
        assert.deepEqual(found.map((problem) => [problem.path, problem.expected, problem.actual]), [[path, expected, actual]]);
      });
    }

    it('of the limits of 2.x', async () => {
      const found = await judge('2.1', 'GetVariables', 'request', { getVariableData: [] });
      assert.deepEqual(found.map(({ expected, clause }) => [expected, clause]), [['At least 1 element.', 'OCPP 2.1 Part 2, GetVariablesRequest']]);
      const negative = await judge('2.1', 'ClosePeriodicEventStream', 'request', { id: -1 });
      assert.deepEqual(negative.map(({ expected }) => expected), ['At least 0.']);
    });

    it('at most fifty times, with hostile names escaped and shortened', async () => {
      const payload = Object.fromEntries(Array.from({ length: 500 }, (_unused, index) => [`\u0000${index}${'x'.repeat(1000)}`, 1]));
      const found = await judge('1.6', 'Heartbeat', 'request', payload);
      assert.equal(found.length, 50);
      for (const { path } of found) assert.ok(path.length < 140 && path.startsWith('$[3]["\\u0000'), path);
    });
  });

  it('cite the section of each message of 1.6', async () => {
    const clauses: readonly (readonly [string, Message['kind'], string])[] = [
      ['BootNotification', 'response', 'OCPP 1.6 6.4 BootNotification.conf'],
      ['StopTransaction', 'request', 'OCPP 1.6 6.49 StopTransaction.req'],
      ['UpdateFirmware', 'response', 'OCPP 1.6 6.56 UpdateFirmware.conf'],
      ['CertificateSigned', 'request', 'OCPP 1.6 security white paper 5.1 CertificateSigned.req'],
      ['SignedUpdateFirmware', 'response', 'OCPP 1.6 security white paper 5.22 SignedUpdateFirmware.conf'],
    ];
    for (const [action, kind, clause] of clauses) {
      assert.equal((await judge('1.6', action, kind, { noSuchField: 1 }))[0]?.clause, clause);
    }
    // Both chapters list their messages in alphabetical order, request before response.
    const sections: Record<string, number> = {};
    for (const { action, kind } of await readMessages('1.6')) {
      const clause = (await judge('1.6', action, kind, { noSuchField: 1 }))[0]?.clause ?? '';
      const [, chapter = '', section] = /^(OCPP 1\.6 (?:security white paper 5|6))\.(\d+) \w+\.(?:req|conf)$/.exec(clause) ?? [];
      sections[chapter] = (sections[chapter] ?? 0) + 1;
      assert.equal(Number(section), sections[chapter], clause);
    }
    assert.deepEqual(sections, { 'OCPP 1.6 6': 56, 'OCPP 1.6 security white paper 5': 22 });
  });

  it('take tenths exactly, and nothing finer', async () => {
    const profile = (limit: number): Payload => ({
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 1, stackLevel: 0, chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Absolute',
        chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
      },
    });
    for (const limit of [8.1, 0.1, 0.3, 0.7, 1.1, 16, 32.6, 11040.3, 999999.9]) assert.deepEqual(await judge('1.6', 'SetChargingProfile', 'request', profile(limit)), []);
    for (const limit of [8.15, 0.05, 32.61, 8.1001]) {
      assert.deepEqual((await judge('1.6', 'SetChargingProfile', 'request', profile(limit))).map(({ expected }) => expected), ['A multiple of 0.1.']);
    }
  });

  it('take both spellings of Celsius in 1.6 (errata 2.1)', async () => {
    const meterValue = (unit: string): Payload[] => [{ timestamp: now, sampledValue: [{ value: '21', unit }] }];
    for (const unit of ['Celcius', 'Celsius']) {
      assert.deepEqual(await judge('1.6', 'MeterValues', 'request', { connectorId: 1, meterValue: meterValue(unit) }), []);
      assert.deepEqual(await judge('1.6', 'StopTransaction', 'request', { transactionId: 1, meterStop: 0, timestamp: now, transactionData: meterValue(unit) }), []);
    }
    assert.equal((await judge('1.6', 'MeterValues', 'request', { connectorId: 1, meterValue: meterValue('celsius') })).length, 1);
  });

  it('want the time zone in 2.x, and leave it to the rules in 1.6', async () => {
    assert.deepEqual(await judge('1.6', 'Heartbeat', 'response', { currentTime: '2026-01-31T12:00:00' }), []);
    for (const version of ['2.0.1', '2.1'] as const) {
      assert.equal((await judge(version, 'Heartbeat', 'response', { currentTime: '2026-01-31T12:00:00' })).length, 1);
    }
  });

  it('take null for the empty payload', async () => {
    assert.deepEqual(await judge('1.6', 'Heartbeat', 'request', null), []);
    assert.deepEqual((await judge('1.6', 'Reset', 'request', null)).map(({ keyword }) => keyword), ['required']);
  });

  it('take own data in the customData of 2.x only', async () => {
    assert.deepEqual(await judge('2.0.1', 'Heartbeat', 'request', { customData: { vendorId: 'org.example', anything: [1, { deep: true }] } }), []);
    assert.deepEqual((await judge('2.0.1', 'Heartbeat', 'request', { customData: {} })).map(({ path }) => path), ['$[3].customData.vendorId']);
    assert.equal((await judge('1.6', 'Heartbeat', 'request', { customData: { vendorId: 'org.example' } })).length, 1);
  });

  it('refuse what nests too deep, and what the version does not have', async () => {
    let deep: Payload = { vendorId: 'x' };
    for (let level = 0; level < 70; level += 1) deep = { vendorId: 'x', deep };
    assert.deepEqual((await judge('2.0.1', 'Heartbeat', 'request', { customData: deep })).map(({ code }) => code), ['too-deep']);
    for (const action of ['TransactionEvent', 'constructor', '__proto__', '']) {
      assert.deepEqual((await judge('1.6', action, 'request', {})).map(({ code }) => code), ['unknown-action']);
    }
    assert.deepEqual((await judge('2.1', 'NotifyPeriodicEventStream', 'response', {})).map(({ code }) => code), ['unknown-action']);
  });

  it('see a __proto__ key as a field like any other', async () => {
    assert.deepEqual((await judge('1.6', 'Heartbeat', 'request', JSON.parse('{"__proto__":{"a":1}}'))).map(({ keyword }) => keyword), ['additionalProperties']);
    assert.equal(Reflect.get({}, 'a'), undefined);
  });
});
