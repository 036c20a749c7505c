import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Invalid token',
  purpose: 'The CSMS says that a token is none of those that it knows.',
  spec: ['C01.FR.07'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'Authorize', with: { idToken: '$invalid' }, reply: { idTokenInfo: { status: { oneOf: ['Invalid', 'Unknown'] } } } },
  ],
});
