import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Change the configuration',
  purpose: 'The CSMS sets a configuration key to the value that it was asked to set.',
  spec: ['5.3', '6.9'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ChangeConfiguration', with: { key: 'MeterValueSampleInterval', value: '60' } },
    { expect: 'ChangeConfiguration', which: { key: 'MeterValueSampleInterval' }, where: { value: '60' }, reply: { status: 'Accepted' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
