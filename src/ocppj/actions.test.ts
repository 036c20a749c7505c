import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readMessages } from '../../scripts/schema-source.ts';
import { actionsFrom, isKnownAction, mayCall, maySend, sendActions } from './actions.ts';
import type { OcppVersion } from './types.ts';

describe('actions', () => {
  for (const version of ['1.6', '2.0.1', '2.1'] satisfies OcppVersion[]) {
    it(`of ${version} are those that have a schema, in alphabetical order`, async () => {
      const listed = new Set([...actionsFrom(version, 'station'), ...actionsFrom(version, 'csms'), ...sendActions(version)]);
      const messages = await readMessages(version);
      assert.deepEqual([...listed].sort(), [...new Set(messages.map(({ action }) => action))].sort());
      for (const side of ['station', 'csms'] as const) assert.deepEqual(actionsFrom(version, side), [...actionsFrom(version, side)].sort());
      for (const action of sendActions(version)) assert.ok(!messages.some((message) => message.action === action && message.kind === 'response'));
    });

    it(`of ${version} have one direction, but for DataTransfer`, () => {
      const both = actionsFrom(version, 'station').filter((action) => mayCall(version, 'csms', action));
      assert.deepEqual(both, ['DataTransfer']);
    });
  }

  it('know who calls what', () => {
    assert.ok(mayCall('1.6', 'station', 'StartTransaction') && !mayCall('1.6', 'csms', 'StartTransaction'));
    assert.ok(mayCall('1.6', 'csms', 'SignedUpdateFirmware') && !mayCall('1.6', 'station', 'SignedUpdateFirmware'));
    assert.ok(mayCall('2.1', 'station', 'BatterySwap') && mayCall('2.1', 'csms', 'RequestBatterySwap'));
    assert.ok(!isKnownAction('2.0.1', 'StartTransaction') && !isKnownAction('1.6', 'TransactionEvent') && !isKnownAction('1.6', 'heartbeat'));
    assert.ok(!isKnownAction('1.6', 'constructor') && !isKnownAction('2.0.1', 'BatterySwap'));
  });

  it('know that a SEND is no CALL', () => {
    assert.ok(maySend('2.1', 'station', 'NotifyPeriodicEventStream') && isKnownAction('2.1', 'NotifyPeriodicEventStream'));
    assert.ok(!mayCall('2.1', 'station', 'NotifyPeriodicEventStream') && !maySend('2.1', 'csms', 'NotifyPeriodicEventStream'));
    assert.ok(!maySend('2.1', 'station', 'NotifyEvent') && !maySend('2.0.1', 'station', 'NotifyPeriodicEventStream'));
  });
});
