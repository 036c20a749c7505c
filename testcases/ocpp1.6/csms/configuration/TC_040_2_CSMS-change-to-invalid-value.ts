import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Change a key to an invalid value',
  purpose: 'The CSMS copes with a charge point that refuses a value.',
  spec: ['5.3', '6.9'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ChangeConfiguration', with: { key: 'MeterValueSampleInterval', value: '-1' } },
    { expect: 'ChangeConfiguration', which: { key: 'MeterValueSampleInterval' }, where: { value: '-1' }, reply: { status: 'Rejected' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
