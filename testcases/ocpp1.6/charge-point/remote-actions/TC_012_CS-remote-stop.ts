import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Remote stop',
  purpose: 'The charge point stops the transaction that the CSMS names, says so with reason Remote, and waits for the cable to be pulled.',
  spec: ['4.10', '5.12', '4.9'],
  profile: 'Core',
  given: ['charging'],
  steps: [
    { send: 'RemoteStopTransaction', with: { transactionId: '$newTransaction' }, reply: { status: 'Accepted' } },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'Remote' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
  ],
});
