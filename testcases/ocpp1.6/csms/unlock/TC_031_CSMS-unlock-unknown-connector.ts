import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Unlock an unknown connector',
  purpose: 'The CSMS copes with a charge point that does not know the connector to be unlocked.',
  spec: ['5.18', '6.54', 'errata 3.87'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'UnlockConnector', with: { connectorId: '$unknownConnector' } },
    { expect: 'UnlockConnector', where: { connectorId: '$unknownConnector' }, reply: { status: 'NotSupported' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
