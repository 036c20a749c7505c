import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Session with a cached token',
  purpose: 'The CSMS accepts a transaction of a token that the charge point knew and did not ask for again, and gives it an id of its own.',
  spec: ['3.5.1', '4.8', '4.10', 'errata 3.54'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    {
      send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', idTag: '$valid', meterStop: 20, reason: 'Local' },
      reply: { idTagInfo: { oneOf: [{ omitted: true }, { status: 'Accepted' }] } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Finishing', errorCode: 'NoError' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    {
      send: 'StartTransaction', as: 'cached', with: { connectorId: '$connector', idTag: '$valid', meterStart: 20 },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Accepted' } },
    },
    { verify: 'differs', clause: 'errata 3.54', with: { actual: '$cached.payload.transactionId', from: '$started.payload.transactionId' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
    { send: 'StopTransaction', with: { transactionId: '$cached.payload.transactionId', meterStop: 40, reason: 'Local' } },
  ],
});
