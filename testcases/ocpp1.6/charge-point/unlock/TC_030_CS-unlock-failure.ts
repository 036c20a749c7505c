import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock, the lock fails',
  purpose: 'The charge point notices that its lock did not open and answers UnlockFailed.',
  spec: ['5.18', '7.46', 'Errata 3.87'],
  profile: 'Core',
  requires: ['lock-failure', 'not fixed-cable'],
  steps: [
    { operator: 'lock-failure', connector: '$connector' },
    { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: 'UnlockFailed' } },
  ],
});
