import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Unlock a fixed cable',
  purpose: 'The CSMS copes with a charge point that has no lock to open, because its cable is fixed.',
  spec: ['5.18', '6.54', '7.46'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'UnlockConnector', with: { connectorId: '$connector' } },
    { expect: 'UnlockConnector', where: { connectorId: '$connector' }, reply: { status: 'NotSupported' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
