import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { REDACTED, redactEvent, redactText } from './redact.ts';
import type { Payload } from '../ocppj/types.ts';
import type { FrameEvent, TextEvent } from '../peer/types.ts';
import { frameEvent } from './golden-run.ts';

const SECRET = 'c0ffee-c0ffee-c0ffee';

function call(action: string, payload: Payload): FrameEvent {
  return frameEvent({ kind: 'CALL', id: '1', action, payload }, 'out', 0);
}

describe('redactEvent', () => {
  const cases: [string, FrameEvent][] = [
    ['ChangeConfiguration', call('ChangeConfiguration', { key: 'AuthorizationKey', value: SECRET })],
    ['a key in other case', call('ChangeConfiguration', { key: 'authorizationKEY', value: SECRET })],
    ['GetConfiguration answers', frameEvent({ kind: 'CALLRESULT', id: '1', payload: { configurationKey: [{ key: 'AuthorizationKey', readonly: false, value: SECRET }] } }, 'in', 0)],
    ['SetVariables', call('SetVariables', { setVariableData: [{ component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' }, attributeValue: SECRET }] })],
    ['NotifyReport', call('NotifyReport', { reportData: [{ variable: { name: 'BasicAuthPassword' }, variableAttribute: [{ type: 'Actual', value: SECRET }] }] })],
    ['NotifyEvent', call('NotifyEvent', { eventData: [{ variable: { name: 'BasicAuthPassword' }, actualValue: SECRET }] })],
    ['SetNetworkProfile', call('SetNetworkProfile', { connectionData: { basicAuthPassword: SECRET, apn: { apnPassword: SECRET, simPin: 4711 }, vpn: { server: 's', user: 'u', password: SECRET, key: SECRET } } })],
    ['passwords in URLs', call('GetDiagnostics', { location: `ftp://user:${SECRET}@192.0.2.1/x` })],
    ['a CALLERROR that repeats it', frameEvent({ kind: 'CALLERROR', id: '1', code: 'X', description: '', details: { key: 'AuthorizationKey', value: SECRET } }, 'in', 0)],
  ];
  for (const [name, event] of cases) {
    it(`removes the password of ${name} from payload and text`, () => {
      assert.ok(JSON.stringify(event).includes(SECRET), 'the example holds the secret');
      const clean = redactEvent({ ...event, problems: [{ code: 'schema', path: '$', expected: 'x', actual: SECRET, clause: 'y' }] });
      assert.ok(!JSON.stringify(clean).includes(SECRET) && !JSON.stringify(clean).includes('4711'));
      assert.ok(clean.type === 'frame' && clean.text.includes(REDACTED));
      assert.ok(clean.type === 'frame' && clean.frame.kind === event.frame.kind);
    });
  }

  it('is not fooled by JSON escapes', () => {
    const event = call('ChangeConfiguration', { key: 'AuthorizationKey', value: SECRET });
    const text = `[2,"1","ChangeConfiguration",{"key":"Authorization\\u004bey","value":"${SECRET}"}]`;
    assert.ok(!JSON.stringify(redactEvent({ ...event, text })).includes(SECRET));
  });

  it('removes the plan\'s own passwords wherever they stand', () => {
    const event = call('DataTransfer', { vendorId: 'x', data: `echo ${SECRET}` });
    assert.ok(JSON.stringify(redactEvent(event)).includes(SECRET));
    assert.ok(!JSON.stringify(redactEvent(event, [SECRET])).includes(SECRET));
  });

  it('leaves an event without secrets as it is, to the same object', () => {
    const event = call('Heartbeat', {});
    assert.equal(redactEvent(event), event);
    const other = call('ChangeConfiguration', { key: 'HeartbeatInterval', value: '300' });
    assert.equal(redactEvent(other), other);
  });

  it('drops what follows a telling name in a text that is no JSON', () => {
    const event: TextEvent = { type: 'text', direction: 'in', at: 0, wall: '', station: 'x', connection: 1, binary: false, bytes: 1, problems: [], text: `[2,"1",{"key":"AuthorizationKey","value":"${SECRET}"` };
    const clean = redactEvent(event);
    assert.ok(clean.type === 'text' && clean.text.startsWith('[2,"1"') && !clean.text.includes(SECRET));
  });

  it('keeps only what the peer says of an Authorization header', () => {
    const base = { type: 'connection', at: 0, wall: '', station: 'x', connection: 1, event: 'Upgrade', ours: false } as const;
    const safe = { ...base, detail: { authorization: 'valid' } };
    assert.equal(redactEvent(safe), safe);
    assert.ok(!JSON.stringify(redactEvent({ ...base, detail: { authorization: `Basic ${SECRET}` } })).includes(SECRET));
  });

  it('neither overflows on nesting nor lets __proto__ through as a prototype', () => {
    const deep = `${'['.repeat(5000)}"password"${']'.repeat(5000)}`;
    assert.ok(redactText(deep).includes(REDACTED));
    const hostile = redactText('{"__proto__":{"polluted":1},"password":"x"}');
    assert.equal(hostile, `{"__proto__":{"polluted":1},"password":"${REDACTED}"}`);
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });
});
