import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Unlock failure',
  purpose: 'The CSMS copes with a connector lock that does not open.',
  spec: ['5.18', '6.54', '7.46'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'UnlockConnector', with: { connectorId: '$connector' } },
    { expect: 'UnlockConnector', where: { connectorId: '$connector' }, reply: { status: 'UnlockFailed' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
