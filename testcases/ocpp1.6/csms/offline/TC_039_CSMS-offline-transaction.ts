import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Whole transaction offline',
  purpose: 'The CSMS takes a transaction that began and ended while the charge point was offline, from its queued messages.',
  spec: ['3.7', '4.8', '4.10'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { offline: 'close' },
    { expect: 'Close', as: 'lost' },
    { wait: '4s', note: 'A driver charges and leaves meanwhile.' },
    { online: true },
    {
      send: 'StartTransaction', as: 'started',
      with: { connectorId: '$connector', idTag: '$valid', meterStart: 0, timestamp: { make: 'date-time', from: '$lost.wall', plus: 1 } },
      reply: { transactionId: { present: true }, idTagInfo: { status: 'Accepted' } },
    },
    {
      send: 'StopTransaction',
      with: {
        transactionId: '$started.payload.transactionId', idTag: '$valid', meterStop: 20, reason: 'Local',
        timestamp: { make: 'date-time', from: '$lost.wall', plus: 3 },
      },
      reply: { idTagInfo: { oneOf: [{ omitted: true }, { status: 'Accepted' }] } },
    },
  ],
});
