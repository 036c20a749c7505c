import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Group of a token',
  purpose: 'The CSMS tells the group of a token that belongs to one, so that another token of the group can end the session.',
  spec: ['3.10', '4.1', '7.27'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { setup: 'token', with: { idTag: '$valid', status: 'Accepted', parentIdTag: 'PP-GROUP' } },
    { send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted', parentIdTag: 'PP-GROUP' } } },
  ],
});
