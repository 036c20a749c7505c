import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Start by a button',
  purpose: 'The CSMS accepts a transaction that was started with a button, without a token.',
  spec: ['C02.FR.01', 'C02.FR.02'],
  profile: 'Core',
  requires: ['C-35'],
  given: ['booted', 'ev-connected-pre-session'],
  steps: [
    {
      send: 'TransactionEvent', reply: { idTokenInfo: { status: 'Accepted' } },
      with: {
        eventType: 'Updated', triggerReason: 'Authorized', idToken: { idToken: '', type: 'NoAuthorization' },
        transactionInfo: { transactionId: '$newTransaction', chargingState: 'EVConnected' },
      },
    },
  ],
});
