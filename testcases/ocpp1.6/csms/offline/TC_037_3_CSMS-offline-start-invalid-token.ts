import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Offline start with an invalid token',
  purpose: 'The CSMS checks the token of a transaction that began offline, says that it is invalid, gives an id all the same, and takes the end that follows.',
  spec: ['3.5.4', '3.7', '4.8', '4.10', 'errata 3.17'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { offline: 'close' },
    { expect: 'Close', as: 'lost' },
    { wait: '3s', note: 'A driver identifies and plugs in meanwhile.' },
    { online: true },
    {
      send: 'StartTransaction', as: 'started',
      with: { connectorId: '$connector', idTag: '$invalid', meterStart: 0, timestamp: { make: 'date-time', from: '$lost.wall', plus: 1 } },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Invalid' } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
    { send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', meterStop: 20, reason: 'DeAuthorized' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Finishing', errorCode: 'NoError' } },
  ],
});
