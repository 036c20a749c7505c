import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock during a transaction, fixed cable',
  purpose: 'A charge point with a fixed cable says that it cannot unlock; if it ends the transaction all the same, it does so for the unlock command.',
  spec: ['5.18', '7.46'],
  profile: 'Core',
  requires: ['fixed-cable'],
  given: ['charging'],
  steps: [
    { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: 'NotSupported' } },
    { allow: 'StopTransaction', which: { transactionId: '$newTransaction', reason: 'UnlockCommand' }, clause: '5.18' },
    { absent: 'StopTransaction', which: { reason: { not: 'UnlockCommand' } }, for: '3s' },
  ],
});
