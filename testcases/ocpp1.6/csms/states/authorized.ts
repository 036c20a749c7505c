import { csmsState } from '#testcase/ocpp1.6';

export default csmsState({
  name: 'authorized',
  purpose: 'The CSMS has accepted the token of a driver.',
  gives: { authorized: true },
  steps: () => [
    { send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
  ],
});
