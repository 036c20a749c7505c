import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Remote start, cable first',
  purpose: 'The CSMS starts a transaction on the connector whose cable is in, for the token that it names.',
  spec: ['4.1', '4.8', '4.9', '5.11'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    { trigger: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' } },
    { expect: 'RemoteStartTransaction', where: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    { send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    {
      send: 'StartTransaction', with: { connectorId: '$connector', idTag: '$valid', meterStart: 0 },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Accepted' } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
  ],
});
