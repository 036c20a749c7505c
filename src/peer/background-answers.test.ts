import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import { actionsFrom } from '../ocppj/actions.ts';
import type { OcppVersion, Side } from '../ocppj/types.ts';
import { loadValidators } from '../schemas/validators.ts';
import { makeRole } from './charge-point.ts';
import { CsmsRole, csmsAnswers } from './csms-role.ts';
import type { Role } from './role.ts';
import { stationActions16 } from './station-actions-1.6.ts';
import { stationActions201 } from './station-actions-2.0.1.ts';
import { stationActions21 } from './station-actions-2.1.ts';
import { StationState } from './station-state.ts';
import { sampleRequest } from './testing/sample-payload.ts';

const clock = createClock();
const versions: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];
const stationActions = { '1.6': stationActions16, '2.0.1': stationActions201, '2.1': stationActions21 };

function csms(version: OcppVersion): Role {
  const now = (): string => clock.wall().toISOString();
  return new CsmsRole(version, { now, heartbeatIntervalS: 300, nextTransactionId: () => 1001, passwordChanged: () => undefined });
}

function station(version: OcppVersion): Role {
  return makeRole(new StationState({ version, clock, connectors: 2, vendor: 'V', model: 'M' }));
}

describe('peer/background answers', () => {
  for (const version of versions) {
    const cases: readonly (readonly [Side, Role, string[]])[] = [
      ['station', csms(version), Object.keys(csmsAnswers[version])],
      ['csms', station(version), Object.keys(stationActions[version])],
    ];
    for (const [caller, role, answered] of cases) {
      it(`answers every ${version} action of the ${caller} as its schema wants`, async () => {
        const validators = await loadValidators(version);
        assert.deepEqual(answered.sort(), [...actionsFrom(version, caller)].sort());
        for (const action of actionsFrom(version, caller)) {
          for (const all of [false, true]) {
            const request = sampleRequest(version, action, all);
            assert.deepEqual(validators.validate(action, 'request', request), [], `sample of ${action}`);
            const response = role.answer(action, request);
            assert.ok(response !== undefined, action);
            assert.deepEqual(validators.validate(action, 'response', response), [], `${action} ${JSON.stringify(response)}`);
            for (const followUp of role.exchanged({ from: caller, action, request, response, at: 0, background: true })) {
              const payload = role.complete(followUp.action, followUp.payload);
              assert.deepEqual(validators.validate(followUp.action, 'request', payload), [], `${action} → ${followUp.action}`);
            }
          }
        }
      });

      it(`knows no answer to an action that ${version} does not have`, () => {
        assert.equal(role.answer('constructor', {}), undefined);
        assert.equal(role.answer('Nonsense', {}), undefined);
      });
    }
  }

  it('sends every message that it accepts to be triggered, and its schema allows it', async () => {
    for (const version of versions) {
      const validators = await loadValidators(version);
      const role = station(version);
      const accepted: string[] = [];
      for (const requestedMessage of ['BootNotification', 'Heartbeat', 'StatusNotification', 'MeterValues', 'FirmwareStatusNotification']) {
        const request = { requestedMessage };
        const response = role.answer('TriggerMessage', request) ?? {};
        const followUps = role.exchanged({ from: 'csms', action: 'TriggerMessage', request, response, at: 0, background: true });
        if (response['status'] === 'Accepted') accepted.push(requestedMessage);
        assert.ok(followUps.length > 0, requestedMessage);
        for (const { action, payload } of followUps) {
          assert.equal(action, requestedMessage);
          assert.deepEqual(validators.validate(action, 'request', role.complete(action, payload)), []);
        }
        assert.deepEqual(role.exchanged({ from: 'csms', action: 'TriggerMessage', request, response, at: 0, background: false }), []);
      }
      assert.equal(accepted.length, 5);
    }
  });
});
