import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest(({ timing: { intervals } }) => ({
  title: 'Local start, authorization first, no cable in time',
  purpose: 'A driver identifies and does not plug in: after EVConnectionTimeOut the authorization ends, and the EVSE is ready for the next driver.',
  spec: ['E03.FR.01', 'E03.FR.05', 'E03.FR.15', 'C01.FR.02'],
  profile: 'Core',
  settings: { 'TxCtrlr.EVConnectionTimeOut': String(intervals.connectionTimeOut), 'AuthCacheCtrlr.Enabled': { ifImplemented: 'false' } },
  given: ['authorized'],
  // The cable first: a person need not be quicker than the time-out a second time.
  steps: [{ state: 'ev-connect-timed-out' }, { state: 'ev-connected-pre-session' }, { state: 'authorized' }, { state: 'energy-transfer-started' }],
}));
