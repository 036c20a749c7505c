import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unlock, unknown connector',
  purpose: 'The charge point answers NotSupported for a connector that it does not have.',
  spec: ['5.18', '7.46', 'Errata 3.87'],
  profile: 'Core',
  steps: [
    { send: 'UnlockConnector', with: { connectorId: '$unknownConnector' }, reply: { status: 'NotSupported' } },
  ],
});
