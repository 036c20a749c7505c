import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Change of an unknown key',
  purpose: 'The charge point says that it does not support a key that it does not have, and does not have it afterwards either.',
  spec: ['5.3', '5.8'],
  profile: 'Core',
  steps: [
    { send: 'ChangeConfiguration', with: { key: 'Testing', value: 'true' }, reply: { status: 'NotSupported' } },
    {
      send: 'GetConfiguration', with: { key: ['Testing'] },
      reply: { configurationKey: { oneOf: [{ omitted: true }, []] }, unknownKey: ['Testing'] },
    },
  ],
});
