import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Cable pulled at the vehicle',
  purpose: 'The CSMS takes the end of a transaction whose cable was pulled at the vehicle, and the statuses around it.',
  spec: ['4.9', '4.10', '9.1.23', '9.1.33'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'SuspendedEV', errorCode: 'NoError' } },
    { send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', meterStop: 20, reason: 'EVDisconnected' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Finishing', errorCode: 'NoError', info: 'EV side disconnected' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
  ],
});
