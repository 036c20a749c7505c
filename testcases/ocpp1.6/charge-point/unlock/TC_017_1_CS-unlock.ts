import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock, no transaction',
  purpose: 'The charge point unlocks a connector that is not in use when the CSMS asks for it.',
  spec: ['5.18', '7.46'],
  profile: 'Core',
  requires: ['not fixed-cable'],
  steps: [
    { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: 'Unlocked' } },
  ],
});
