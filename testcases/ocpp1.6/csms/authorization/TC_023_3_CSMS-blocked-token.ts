import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Blocked token',
  purpose: 'The CSMS says that a token that it knows is blocked.',
  spec: ['4.1', '7.2'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'Authorize', with: { idTag: '$blocked' }, reply: { idTagInfo: { status: 'Blocked' } } },
  ],
});
