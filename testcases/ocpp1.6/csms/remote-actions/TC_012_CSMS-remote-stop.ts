import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Remote stop',
  purpose: 'The CSMS asks for the end of the running transaction by its id and takes the messages that follow.',
  spec: ['4.9', '4.10', '5.12'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    { trigger: 'RemoteStopTransaction', with: { transactionId: '$started.payload.transactionId' } },
    { expect: 'RemoteStopTransaction', where: { transactionId: '$started.payload.transactionId' }, reply: { status: 'Accepted' } },
    { send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', meterStop: 20, reason: 'Remote' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Finishing', errorCode: 'NoError' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
  ],
});
