import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'StartTransaction that is sent again',
  purpose: 'A StartTransaction whose answer was lost with the connection is sent again, and the CSMS takes it for the same transaction.',
  spec: ['3.7.1', '4.8', 'errata-J 3.1'],
  profile: 'Core',
  requires: ['recognises-repetition'],
  given: ['booted', 'authorized'],
  steps: [
    { send: 'StatusNotification', as: 'preparing', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    {
      send: 'StartTransaction', as: 'first', with: { connectorId: '$connector', idTag: '$valid', meterStart: 0, timestamp: '$preparing.wall' },
      reply: { idTagInfo: { status: 'Accepted' } },
    },
    { disconnect: true },
    { connect: true },
    {
      send: 'StartTransaction', with: { connectorId: '$connector', idTag: '$valid', meterStart: 0, timestamp: '$preparing.wall' },
      reply: { transactionId: '$first.payload.transactionId', idTagInfo: { status: 'Accepted' } },
    },
  ],
});
