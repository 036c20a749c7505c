import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'End of a transaction whose start could not be reported',
  purpose: 'The CSMS takes a StopTransaction with the id -1 as if it knew the transaction, and leaves the running one alone.',
  spec: ['3.7.1', '4.10', 'errata 3.18'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    { send: 'StopTransaction', with: { transactionId: -1, meterStop: 20, reason: 'Local' } },
    { send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', meterStop: 40, reason: 'Local' } },
  ],
});
