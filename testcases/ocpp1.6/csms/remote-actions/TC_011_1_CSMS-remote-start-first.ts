import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Remote start before the cable is in',
  purpose: 'The CSMS starts a transaction for a token, and accepts it once the cable is in.',
  spec: ['4.1', '4.8', '4.9', '5.11'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' } },
    { expect: 'RemoteStartTransaction', where: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    { send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    {
      send: 'StartTransaction', with: { connectorId: '$connector', idTag: '$valid', meterStart: 0 },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Accepted' } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
  ],
});
