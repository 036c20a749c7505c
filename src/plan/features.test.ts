import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { factsOf } from './facts.ts';
import { deriveFeatures, featuresOf } from './features.ts';
import type { Settings } from './feature-types.ts';
import { planFromFlags } from './load.ts';

function settings(values: Record<string, string>, readonly = false): Settings {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, readonly }]));
}

describe('features', () => {
  it('has no id twice for one version and role, and each is an id of the grammar', () => {
    for (const [version, sut] of [['1.6', 'charge-point'], ['1.6', 'csms'], ['2.0.1', 'charge-point'], ['2.1', 'csms']] as const) {
      const ids = featuresOf(version, sut).map(({ id }) => id);
      assert(ids.length > 10, `${version} ${sut}`);
      assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) < index), []);
      assert.deepEqual(ids.filter((id) => !/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(id)), []);
    }
  });

  it('believes SupportedFeatureProfiles, not the plan', () => {
    const found = deriveFeatures('1.6', 'charge-point', ['core', 'reservation'], settings({ SupportedFeatureProfiles: 'Core, SmartCharging ,remotetrigger' }));
    assert.deepEqual(['core', 'reservation', 'smart-charging', 'remote-trigger'].map((id) => found.has(id)), [true, false, true, true]);
  });

  const derived: [string, Record<string, string>, boolean, boolean][] = [
    ['authorization-cache', { AuthorizationCacheEnabled: 'false' }, false, true],
    ['authorization-cache', {}, false, false],
    ['ev-disconnect-stops', { StopTransactionOnEVSideDisconnect: 'false' }, true, false],
    ['ev-disconnect-stops', { StopTransactionOnEVSideDisconnect: 'false' }, false, true],
    ['ev-disconnect-stops', { StopTransactionOnEVSideDisconnect: 'true' }, true, true],
    ['ev-disconnect-configurable', { StopTransactionOnEVSideDisconnect: 'true' }, true, false],
    ['offline-authorization', { LocalAuthorizeOffline: 'false', AllowOfflineTxForUnknownId: 'true' }, true, false],
    ['offline-authorization', { LocalAuthorizeOffline: 'true', AllowOfflineTxForUnknownId: 'true' }, true, true],
    ['offline-authorization', { LocalAuthorizeOffline: 'true' }, true, false],
    ['profile-stacking', { MaxChargingProfilesInstalled: '3', ChargingScheduleMaxPeriods: '5' }, true, true],
    ['profile-stacking', { MaxChargingProfilesInstalled: '2', ChargingScheduleMaxPeriods: '5' }, true, false],
    ['charging-rate-power', { ChargingScheduleAllowedChargingRateUnit: 'Current,Power' }, true, true],
    ['transfer-ftp', { SupportedFileTransferProtocols: 'FTPS,HTTP' }, true, false],
    ['reserve-connector-zero', { ReserveConnectorZeroSupported: 'TRUE' }, true, true],
  ];
  for (const [id, values, readonly, expected] of derived) {
    it(`${id} is ${expected ? '' : 'not '}derived from ${JSON.stringify(values)}${readonly ? ', read-only' : ''}`, () => {
      assert.equal(deriveFeatures('1.6', 'charge-point', [], settings(values, readonly)).has(id), expected);
    });
  }

  it('derives 2.x features from the device model', () => {
    const read = settings({ 'AuthCacheCtrlr.Enabled': 'false', 'ReservationCtrlr.Available': 'false' });
    const found = deriveFeatures('2.0.1', 'charge-point', ['reservation', 'C-13'], read);
    assert.deepEqual(['C-49', 'reservation', 'C-13'].map((id) => found.has(id)), [true, false, true]);
  });
});

describe('factsOf', () => {
  const plan = planFromFlags({ listen: 'ws://127.0.0.1:0/ocpp', features: ['reservation'] });

  it('gives the plan where nothing was read', () => {
    const facts = factsOf(plan, 'CP001');
    assert.deepEqual([facts.features, facts.connectors, facts.probed], [['core', 'reservation'], 1, false]);
  });

  it('lets a complete probe override the plan', () => {
    const read = settings({ SupportedFeatureProfiles: 'Core', NumberOfConnectors: '2' });
    const facts = factsOf(plan, 'CP001', { settings: read, complete: true });
    assert.deepEqual([facts.features, facts.connectors, facts.probed], [['core', 'several-connectors'], 2, true]);
    assert.equal(factsOf(plan, 'CP001', { settings: read, complete: false }).features.includes('reservation'), true);
  });

  it('does not believe an absurd number of connectors', () => {
    for (const value of ['-1', '1e9', 'many', '1.5']) {
      assert.equal(factsOf(plan, 'CP001', { settings: settings({ NumberOfConnectors: value }), complete: true }).connectors, 1);
    }
  });
});
