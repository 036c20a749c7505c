import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock, no transaction, fixed cable',
  purpose: 'A charge point with a fixed cable has no connector lock and says so.',
  spec: ['5.18', '7.46'],
  profile: 'Core',
  requires: ['fixed-cable'],
  steps: [
    { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: 'NotSupported' } },
  ],
});
