import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Remote stop of an unknown transaction',
  purpose: 'The charge point refuses to stop a transaction that it does not run, and the one that it does run goes on.',
  spec: ['5.12', 'Errata 3.33'],
  profile: 'Core',
  given: ['charging'],
  steps: [
    { send: 'RemoteStopTransaction', with: { transactionId: '$unknownTransaction' }, reply: { status: 'Rejected' } },
    { absent: 'StopTransaction', for: '3s' },
  ],
});
