import { chargingStationTest } from '#testcase/ocpp2.1';

export default chargingStationTest(({ timing: { intervals } }) => ({
  title: 'Authorization first, no cable in time',
  purpose: 'A driver identifies and does not plug in: after EVConnectionTimeOut the authorization is spent, a cable alone brings no energy, and the next authorization does.',
  spec: ['C01.FR.26', 'E03.FR.05', 'E03.FR.15', 'C01.FR.01', 'C01.FR.02'],
  profile: 'Core',
  settings: { 'TxCtrlr.EVConnectionTimeOut': String(intervals.connectionTimeOut), 'AuthCacheCtrlr.Enabled': { ifImplemented: 'false' } },
  steps: [
    { state: 'ev-connect-timed-out' },
    { state: 'ev-connected-pre-session' },
    { absent: 'TransactionEvent', which: { transactionInfo: { chargingState: 'Charging' } }, for: '3s', clause: 'C01.FR.01' },
    { state: 'authorized' },
    { state: 'energy-transfer-started' },
  ],
}));
