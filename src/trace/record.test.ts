import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, it } from 'mocha';
import type { FrameEvent } from '../peer/types.ts';
import { frameEvent, goldenWire } from './golden-run.ts';
import { attemptRecord, noticeRecord, toTraceRecord } from './record.ts';
import type { TraceRecord } from './record.ts';

const CONTEXT = { ocpp: '1.6', sut: 'charge-point' } as const;

/** What Open OCPP Trace v1 demands of a record, and that extensions stand in `meta` alone. */
const V1 = {
  type: 'object',
  required: ['schemaVersion', 'timestamp', 'transport', 'direction', 'messageType'],
  additionalProperties: false,
  properties: {
    schemaVersion: { type: 'string', pattern: '^1\\.' }, timestamp: { type: 'string', format: 'date-time' }, ocppVersion: { type: 'string' }, transport: { enum: ['json', 'soap'] },
    chargePointId: { type: 'string' }, connectorId: { type: 'integer', minimum: 0 }, direction: { enum: ['cp-to-csms', 'csms-to-cp'] }, messageType: { enum: ['CALL', 'CALLRESULT', 'CALLERROR'] },
    messageId: { type: 'string' }, action: { type: 'string' }, payload: {}, raw: { type: 'string' }, meta: { type: 'object' },
    error: { type: 'object', properties: { code: { type: 'string' }, description: { type: 'string' } } },
  },
  allOf: [
    { if: { properties: { messageType: { const: 'CALL' } } }, then: { required: ['action'] } },
    { if: { properties: { messageType: { const: 'CALLERROR' } } }, then: { required: ['error'] }, else: { properties: { error: false } } },
  ],
};

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(V1);

function assertV1(record: TraceRecord): void {
  assert.ok(validate(JSON.parse(JSON.stringify(record))), ajv.errorsText(validate.errors));
}

/** `raw` decodes to the fields that the record takes apart. */
function assertFaithful(record: TraceRecord): void {
  if (record.raw === undefined) return;
  const frame: unknown = JSON.parse(record.raw);
  assert.ok(Array.isArray(frame));
  assert.equal(frame[0], { CALL: 2, CALLRESULT: 3, CALLERROR: 4 }[record.messageType ?? 'CALL']);
  if (record.messageId !== undefined) assert.equal(frame[1], record.messageId);
  if (record.messageType === 'CALL') assert.deepEqual([frame[2], frame[3]], [record.action, record.payload]);
  if (record.messageType === 'CALLRESULT') assert.deepEqual(frame[2], record.payload);
  if (record.error) assert.deepEqual(frame.slice(2), [record.error.code, record.error.description, record.error.details].slice(0, frame.length - 2));
}

describe('toTraceRecord', () => {
  it('makes a valid and faithful v1 record of every frame of a conversation', () => {
    const records = goldenWire().filter((event) => event.type === 'frame').map((event) => toTraceRecord(event, CONTEXT));
    assert.equal(records.length, 7);
    for (const record of records) {
      assertV1(record);
      assertFaithful(record);
      assert.ok(record.raw !== undefined);
    }
  });

  it('would notice a record that v1 refuses', () => {
    const [first] = goldenWire().filter((event) => event.type === 'frame').map((event) => toTraceRecord(event, CONTEXT));
    assert.ok(first);
    assert.equal(validate({ ...first, messageType: 'SEND' }), false);
    assert.equal(validate({ ...first, extra: 1 }), false);
    assert.throws(() => assertFaithful({ ...first, messageId: 'other' }));
  });

  it('names the direction by who is judged', () => {
    const event = frameEvent({ kind: 'CALL', id: '1', action: 'Heartbeat', payload: {} }, 'in', 0);
    assert.equal(toTraceRecord(event, CONTEXT).direction, 'cp-to-csms');
    assert.equal(toTraceRecord(event, { ocpp: '1.6', sut: 'csms' }).direction, 'csms-to-cp');
  });

  it('gives connectorId only where it is one', () => {
    const of = (connectorId: number | string): TraceRecord => toTraceRecord(frameEvent({ kind: 'CALL', id: '1', action: 'StatusNotification', payload: { connectorId } }, 'in', 0), CONTEXT);
    assert.equal(of(2).connectorId, 2);
    assert.equal(of(-1).connectorId, undefined);
    assert.equal(of('1').connectorId, undefined);
    assertV1(of(-1));
  });

  it('leaves out raw where the text was cut, and keeps the payload', () => {
    const event = frameEvent({ kind: 'CALL', id: '1', action: 'DataTransfer', payload: { vendorId: 'x' } }, 'in', 0, { text: '[2,"1","DataTransfer",{"vendorId":"x' });
    const record = toTraceRecord(event, CONTEXT);
    assertV1(record);
    assert.equal(record.raw, undefined);
    assert.deepEqual(record.payload, { vendorId: 'x' });
    assert.ok(record.meta.plugproof.record === 'frame' && record.meta.plugproof.rawCut);
  });

  it('stays faithful to a frame whose id is no string or whose error is short', () => {
    const odd: FrameEvent[] = [
      frameEvent({ kind: 'CALL', id: '17', action: 'Heartbeat', payload: {} }, 'in', 0, { text: '[2,17,"Heartbeat",{}]' }),
      frameEvent({ kind: 'CALLERROR', id: '1', code: 'X', description: '', details: {} }, 'in', 0, { text: '[4,"1","X"]' }),
    ];
    for (const event of odd) {
      const record = toTraceRecord(event, CONTEXT);
      assertV1(record);
      assertFaithful(record);
      assert.equal(record.raw, event.text);
    }
  });

  it('gives what v1 has no type for records without messageType, which its consumers skip', () => {
    const events = [
      ...goldenWire().filter((event) => event.type !== 'frame'),
      frameEvent({ kind: 'SEND', id: '1', action: 'NotifyPeriodicEventStream', payload: {} }, 'in', 0),
      frameEvent({ kind: 'CALLRESULTERROR', id: '1', code: 'X', description: '', details: {} }, 'in', 0),
    ];
    const records = [...events.map((event) => toTraceRecord(event, CONTEXT)), attemptRecord('TC', 2, '2026-03-01T10:00:00Z'), noticeRecord('gap', '2026-03-01T10:00:00Z')];
    const known = Object.keys(V1.properties);
    for (const record of records) {
      assert.equal('messageType' in record, false);
      assert.deepEqual(Object.keys(record).filter((key) => !known.includes(key)), []);
    }
    assert.deepEqual(records.map((record) => record.meta.plugproof.record), ['connection', 'connection', 'text', 'connection', 'frame', 'frame', 'attempt', 'notice']);
  });
});
