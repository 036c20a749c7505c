import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Clear the authorization cache',
  purpose: 'The CSMS asks the station to clear its authorization cache.',
  spec: ['C11.FR.01'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ClearCache' },
    { expect: 'ClearCache', reply: { status: 'Accepted' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the station.' },
  ],
});
