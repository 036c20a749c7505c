import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Regular session, cable first',
  purpose: 'The CSMS accepts the token of a driver whose cable is in already, and gives the transaction an id.',
  spec: ['4.1', '4.8', '4.9'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    { send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    {
      send: 'StartTransaction', with: { connectorId: '$connector', idTag: '$valid', meterStart: 0 },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Accepted' } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
  ],
});
