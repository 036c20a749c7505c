import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest({
  title: 'Local start, cable first',
  purpose: 'A driver plugs in, then identifies; the station opens one transaction where its start point says so, names connector and token, and charges.',
  spec: ['E02.FR.01', 'E02.FR.05', 'E02.FR.06', 'E02.FR.13', 'E02.FR.15', 'E02.FR.16', 'E02.FR.17', 'E01.FR.16', 'C01.FR.02'],
  profile: 'Core',
  requires: ['not AQ-2'],
  given: ['ev-connected-pre-session'],
  steps: [{ state: 'authorized' }, { state: 'energy-transfer-started' }],
});
