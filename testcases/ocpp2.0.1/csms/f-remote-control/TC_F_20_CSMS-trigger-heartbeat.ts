import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Trigger a heartbeat',
  purpose: 'The CSMS asks a station for a heartbeat, and answers it with the time.',
  spec: ['F06.FR.01', 'G02.FR.03'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'TriggerMessage', with: { requestedMessage: 'Heartbeat' } },
    { expect: 'TriggerMessage', where: { requestedMessage: 'Heartbeat' }, reply: { status: 'Accepted' } },
    { send: 'Heartbeat', reply: { currentTime: { present: true } } },
  ],
});
