import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Expired token',
  purpose: 'The CSMS says that the time of a token is over.',
  spec: ['C01.FR.07'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'Authorize', with: { idToken: '$expired' }, reply: { idTokenInfo: { status: 'Expired' } } },
  ],
});
