import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Clear the authorization cache',
  purpose: 'The CSMS asks the charge point to clear its authorization cache.',
  spec: ['5.4'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ClearCache' },
    { expect: 'ClearCache', reply: { status: 'Accepted' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
