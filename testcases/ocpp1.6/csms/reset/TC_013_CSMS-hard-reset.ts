import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Hard reset',
  purpose: 'The CSMS asks for a hard reset and accepts the charge point when it boots again.',
  spec: ['4.2', '4.9', '5.14', 'errata 3.36'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'Reset', with: { type: 'Hard' } },
    { expect: 'Reset', where: { type: 'Hard' }, reply: { status: 'Accepted' } },
    { disconnect: true },
    { state: 'booted' },
  ],
});
