import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Unlock an idle connector',
  purpose: 'The CSMS asks for a connector without a transaction to be unlocked, and takes it that it is.',
  spec: ['5.18', '6.54'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'UnlockConnector', with: { connectorId: '$connector' } },
    { expect: 'UnlockConnector', where: { connectorId: '$connector' }, reply: { status: 'Unlocked' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
