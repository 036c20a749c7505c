import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Invalid token',
  purpose: 'The CSMS says that a token is unknown to it.',
  spec: ['4.1', '7.2'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'Authorize', with: { idTag: '$invalid' }, reply: { idTagInfo: { status: 'Invalid' } } },
  ],
});
