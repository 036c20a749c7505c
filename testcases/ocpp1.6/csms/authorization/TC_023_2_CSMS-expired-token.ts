import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Expired token',
  purpose: 'The CSMS says that the time of a token is over.',
  spec: ['4.1', '7.2'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'Authorize', with: { idTag: '$expired' }, reply: { idTagInfo: { status: 'Expired' } } },
  ],
});
