import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock during a transaction',
  purpose: 'The charge point ends the transaction for the unlock command, lets go of the plug, and is Available once it is out.',
  spec: ['5.18', '4.10', '4.9', '7.36', '7.46'],
  profile: 'Core',
  requires: ['not fixed-cable'],
  given: ['charging'],
  steps: [
    { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: 'Unlocked' } },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'UnlockCommand' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
    { operator: 'unplug', connector: '$connector' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available' } },
  ],
});
