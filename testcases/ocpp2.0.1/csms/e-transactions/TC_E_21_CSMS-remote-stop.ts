import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Remote stop',
  purpose: 'The CSMS asks for the end of the running transaction by its id, and takes its last event.',
  spec: ['F03.FR.01', 'F03.FR.03'],
  profile: 'Core',
  given: ['booted', 'energy-transfer-started'],
  steps: [
    { trigger: 'RequestStopTransaction', with: { transactionId: '$newTransaction' } },
    { expect: 'RequestStopTransaction', where: { transactionId: '$newTransaction' }, reply: { status: 'Accepted' } },
    {
      send: 'TransactionEvent',
      with: { eventType: 'Ended', triggerReason: 'RemoteStop', transactionInfo: { transactionId: '$newTransaction', chargingState: 'EVConnected', stoppedReason: 'Remote' } },
    },
  ],
});
