import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'One call at a time',
  purpose: 'The CSMS sends no second call while the charge point takes its time over the first.',
  spec: ['OCPP-J 4.1.1'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ClearCache' },
    { expect: 'ClearCache', reply: 'none' },
    { trigger: 'GetConfiguration', with: { key: ['HeartbeatInterval'] } },
    { absent: 'GetConfiguration', which: { key: ['HeartbeatInterval'] }, for: '2s' },
  ],
});
