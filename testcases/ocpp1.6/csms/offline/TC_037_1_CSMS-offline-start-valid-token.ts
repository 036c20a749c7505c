import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Offline start with a valid token',
  purpose: 'The CSMS accepts a transaction that began while the charge point was offline and is reported afterwards.',
  spec: ['3.7', '4.8', '4.9'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { offline: 'close' },
    { expect: 'Close', as: 'lost' },
    { wait: '3s', note: 'A driver identifies and plugs in meanwhile.' },
    { online: true },
    {
      send: 'StartTransaction',
      with: { connectorId: '$connector', idTag: '$valid', meterStart: 0, timestamp: { make: 'date-time', from: '$lost.wall', plus: 1 } },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Accepted' } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
  ],
});
