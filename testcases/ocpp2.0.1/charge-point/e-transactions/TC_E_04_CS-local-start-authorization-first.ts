import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest({
  title: 'Local start, authorization first',
  purpose: 'A driver identifies, then plugs in; the station opens one transaction where its start point says so, names token and connector, and charges.',
  spec: ['E03.FR.01', 'E03.FR.12', 'E01.FR.16', 'C01.FR.02'],
  profile: 'Core',
  // Not by the address of the EV, which is known only once it is connected (errata 5.12).
  requires: ['C-30 or C-31 or C-32 or C-33'],
  given: ['parking-bay-occupied'],
  steps: [{ state: 'authorized' }, { state: 'ev-connected-pre-session' }, { state: 'energy-transfer-started' }],
});
