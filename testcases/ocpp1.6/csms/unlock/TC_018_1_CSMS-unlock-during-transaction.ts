import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Unlock during a transaction',
  purpose: 'The CSMS asks for a connector in use to be unlocked, and takes the end of its transaction.',
  spec: ['4.9', '4.10', '5.18', '6.54'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    { trigger: 'UnlockConnector', with: { connectorId: '$connector' } },
    { expect: 'UnlockConnector', where: { connectorId: '$connector' }, reply: { status: 'Unlocked' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Finishing', errorCode: 'NoError' } },
    { send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', meterStop: 20, reason: 'UnlockCommand' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
  ],
});
