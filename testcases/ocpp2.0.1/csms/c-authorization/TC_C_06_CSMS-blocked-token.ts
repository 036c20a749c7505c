import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Blocked token',
  purpose: 'The CSMS says that a token that it knows is blocked.',
  spec: ['C01.FR.07'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'Authorize', with: { idToken: '$blocked' }, reply: { idTokenInfo: { status: 'Blocked' } } },
  ],
});
