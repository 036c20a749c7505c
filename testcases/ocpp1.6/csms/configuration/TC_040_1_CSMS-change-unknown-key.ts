import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Change an unknown configuration key',
  purpose: 'The CSMS copes with a charge point that does not have the key to be changed.',
  spec: ['5.3', '6.9'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ChangeConfiguration', with: { key: 'PlugproofUnknownKey', value: '1' } },
    { expect: 'ChangeConfiguration', which: { key: 'PlugproofUnknownKey' }, where: { value: '1' }, reply: { status: 'NotSupported' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
