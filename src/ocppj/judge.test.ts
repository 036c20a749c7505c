import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { buildValidators } from '../../scripts/schema-validators.ts';
import { loadValidators } from '../schemas/validators.ts';
import { judgeFrame, parseFrame } from './frame.ts';
import type { OcppVersion, Side } from './types.ts';

interface Judged {
  version: OcppVersion;
  from: Side;
  text: string;
  of?: string;
  /** Code, path and clause of each problem; none if the frame is right. */
  problems: readonly (readonly [string, string, string])[];
}

const boot = '{"chargePointVendor":"V","chargePointModel":"M"}';

const cases: readonly Judged[] = [
  { version: '1.6', from: 'station', text: `[2,"1","BootNotification",${boot}]`, problems: [] },
  { version: '1.6', from: 'csms', text: `[2,"1","BootNotification",${boot}]`, problems: [['direction', '$[2]', 'OCPP 1.6 6.3 BootNotification.req']] },
  { version: '1.6', from: 'station', text: '[2,"1","bootNotification",{}]', problems: [['unknown-action', '$[2]', 'OCPP-J 1.6 4.2.1']] },
  { version: '1.6', from: 'station', text: '[2,"1","TransactionEvent",{}]', problems: [['unknown-action', '$[2]', 'OCPP-J 1.6 4.2.1']] },
  { version: '1.6', from: 'csms', text: '[2,"1","Reset",{}]', problems: [['schema', '$[3].type', 'OCPP 1.6 6.39 Reset.req']] },
  { version: '1.6', from: 'station', text: '[3,"1",{"status":"Accepted"}]', of: 'Reset', problems: [] },
  { version: '1.6', from: 'station', text: '[3,"1",{"status":"accepted"}]', of: 'Reset', problems: [['schema', '$[2].status', 'OCPP 1.6 6.40 Reset.conf']] },
  { version: '1.6', from: 'station', text: '[3,"1",{"status":"accepted"}]', problems: [] },
  { version: '1.6', from: 'station', text: '[4,"1","OccurenceConstraintViolation","",{}]', problems: [] },
  { version: '1.6', from: 'station', text: '[4,"1","OccurrenceConstraintViolation","",{}]', problems: [['error-code', '$[2]', 'OCPP-J 1.6 4.2.3']] },
  { version: '2.0.1', from: 'station', text: '[4,"1","OccurrenceConstraintViolation","",{}]', problems: [] },
  { version: '2.0.1', from: 'station', text: '[4,"1","FormationViolation","",{}]', problems: [['error-code', '$[2]', 'OCPP 2.0.1 Part 4, 4.3']] },
  { version: '2.0.1', from: 'csms', text: '[2,"1","Reset",{"type":"Hard"}]', problems: [['schema', '$[3].type', 'OCPP 2.0.1 Part 2, ResetRequest']] },
  { version: '2.0.1', from: 'csms', text: '[2,"1","DataTransfer",{"vendorId":"x","data":[1]}]', problems: [] },
  { version: '2.1', from: 'csms', text: '[5,"1","FormatViolation","",{}]', problems: [] },
  { version: '2.1', from: 'csms', text: '[5,"1","Nonsense","",{}]', problems: [['error-code', '$[2]', 'OCPP 2.1 Part 4, 4.3']] },
  { version: '2.1', from: 'station', text: '[6,"1","NotifyPeriodicEventStream",{"id":1,"pending":0,"basetime":"2026-01-31T12:00:00Z","data":[{"t":0,"v":"1"}]}]', problems: [] },
  { version: '2.1', from: 'station', text: '[2,"1","NotifyPeriodicEventStream",{}]', problems: [['direction', '$[2]', 'OCPP 2.1 Part 2, NotifyPeriodicEventStream']] },
  { version: '2.1', from: 'station', text: '[6,"1","Heartbeat",{}]', problems: [['direction', '$[2]', 'OCPP 2.1 Part 2, HeartbeatRequest']] },
  { version: '2.1', from: 'csms', text: '[6,"1","NotifyPeriodicEventStream",{}]', problems: [['direction', '$[2]', 'OCPP 2.1 Part 2, NotifyPeriodicEventStream']] },
];

describe('judgeFrame', function () {
  this.timeout(60_000);
  before(() => buildValidators());

  for (const { version, from, text, of, problems } of cases) {
    it(`${problems[0]?.[0] ?? 'nothing'} in ${text.slice(0, 44)} from the ${from} in ${version}`, async () => {
      const { frame } = parseFrame(text, version);
      assert.ok(frame);
      const found = judgeFrame(frame, version, from, await loadValidators(version), of);
      assert.deepEqual(found.map(({ code, path, clause }) => [code, path, clause]), problems);
    });
  }

  it('does not tell twice that a payload is no object', async () => {
    const { frame, problems } = parseFrame('[2,"1","Heartbeat",[]]', '1.6');
    assert.ok(frame);
    assert.deepEqual(problems.map(({ code }) => code), ['payload-type']);
    assert.deepEqual(judgeFrame(frame, '1.6', 'station', await loadValidators('1.6')), []);
  });
});
