import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Cable pulled at the EV: stop and unlock',
  purpose: 'When the cable leaves the EV, the charge point stops the transaction, lets go of the plug, and is Available once it is out.',
  spec: ['4.10', '4.9', '9.1.23', '9.1.33'],
  profile: 'Core',
  requires: ['not fixed-cable'],
  settings: { StopTransactionOnEVSideDisconnect: 'true', UnlockConnectorOnEVSideDisconnect: 'true' },
  given: ['charging'],
  steps: [
    { operator: 'unplug', connector: '$connector', side: 'ev' },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'EVDisconnected' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing', errorCode: 'NoError' } },
    { operator: 'unplug', connector: '$connector', side: 'station' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
  ],
});
