import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ features }) => ({
  title: 'Cable pulled at the EV: the transaction goes on',
  purpose: 'When the cable leaves the EV, the charge point suspends and says why, keeps the transaction, and ends it only when the CSMS asks.',
  spec: ['4.10', '4.9', '5.12', '9.1.23'],
  profile: 'Core',
  requires: ['ev-disconnect-configurable'],
  settings: { StopTransactionOnEVSideDisconnect: 'false', UnlockConnectorOnEVSideDisconnect: 'false' },
  given: ['charging'],
  steps: [
    { operator: 'unplug', connector: '$connector', side: 'ev' },
    {
      expect: 'StatusNotification', which: { connectorId: '$connector', info: 'EV side disconnected' },
      where: { status: { oneOf: ['SuspendedEV', 'SuspendedEVSE'] }, errorCode: 'NoError' },
    },
    { absent: 'StopTransaction', for: '3s' },
    { send: 'RemoteStopTransaction', with: { transactionId: '$newTransaction' }, reply: { status: 'Accepted' } },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'Remote' } },
    {
      expect: 'StatusNotification',
      where: { connectorId: '$connector', status: features.includes('fixed-cable') ? { oneOf: ['Available', 'Finishing'] } : 'Finishing' },
      clause: '4.9 (D1, D6)',
    },
  ],
}));
