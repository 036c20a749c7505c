import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest({
  title: 'Remote start, cable first',
  purpose: 'A driver plugs in, and the CSMS starts: the next event of the transaction names the remote start, its id and the token, and energy flows.',
  spec: ['F01.FR.01', 'F01.FR.02', 'F01.FR.03', 'F01.FR.04', 'F01.FR.05', 'F01.FR.13', 'F01.FR.19', 'F01.FR.25', 'F02.FR.01'],
  profile: 'Core',
  requires: ['C-36 or C-37 or C-38', 'not AQ-2'],
  settings: { 'AuthCtrlr.Enabled': { ifImplemented: 'true' }, 'AuthCtrlr.DisableRemoteAuthorization': { ifImplemented: 'false' } },
  given: ['ev-connected-pre-session'],
  steps: [{ state: 'remotely-authorized' }, { state: 'energy-transfer-started', with: { remotely: true } }],
});
