import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock during a transaction, fixed cable',
  purpose: 'A charge point with a fixed cable says that it cannot unlock, and the transaction goes on.',
  spec: ['5.18', '7.46'],
  profile: 'Core',
  requires: ['fixed-cable'],
  given: ['charging'],
  steps: [
    { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: 'NotSupported' } },
    { absent: 'StopTransaction', for: '3s' },
  ],
});
