import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyErrata, errata } from './schema-errata.ts';
import { readMessages } from './schema-source.ts';
import type { Message, Schema } from './schema-source.ts';

const request = (action: string, schema: Schema): Message => ({ action, kind: 'request', schema });
const first = (messages: readonly Message[]): Schema | undefined => messages[0]?.schema;

describe('errata', () => {
  it('all find their place in the schemas, and cite their entry', async () => {
    const messages = await readMessages('1.6');
    for (const { entry, action, kind } of errata) {
      assert.match(entry, /errata sheet \d{4}-\d{2}, \d+\.\d+$/);
      assert.ok(messages.some((message) => message.action === action && message.kind === kind), `${entry} ${action}`);
    }
  });

  it('make reason optional (2.6), retries whole (2.5) and close inner objects (3.2) where an older schema does not', () => {
    const stop = request('StopTransaction', {
      required: ['transactionId', 'reason'],
      properties: { transactionData: { type: 'array', items: { properties: { sampledValue: { type: 'array', items: { properties: { unit: { type: 'string', enum: ['Wh', 'Celcius'] } } } } } } } },
    });
    const corrected = first(applyErrata('1.6', [stop]));
    assert.deepEqual(corrected?.required, ['transactionId']);
    assert.match(JSON.stringify(corrected), /"enum":\["Wh","Celcius","Celsius"\]/);

    const update = request('UpdateFirmware', { properties: { retries: { type: 'number' }, retryInterval: { type: 'number' } } });
    assert.deepEqual(first(applyErrata('1.6', [update]))?.properties, { retries: { type: 'integer' }, retryInterval: { type: 'integer' } });

    const list = request('SendLocalList', { properties: { localAuthorizationList: { type: 'array', items: { properties: { idTagInfo: { type: 'object' } } } } } });
    assert.match(JSON.stringify(first(applyErrata('1.6', [list]))), /"idTagInfo":\{"type":"object","additionalProperties":false\}/);
  });

  it('stay with their version, and fail loudly without their place', () => {
    const update = request('UpdateFirmware', { properties: {} });
    assert.deepEqual(applyErrata('2.0.1', [update]), [update]);
    assert.throws(() => applyErrata('1.6', [update]), /2\.5: UpdateFirmware has no retries/);
  });
});
