import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Soft reset',
  purpose: 'The CSMS asks for a soft reset and accepts the charge point when it boots again.',
  spec: ['4.2', '4.9', '5.14', 'errata 3.36'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'Reset', with: { type: 'Soft' } },
    { expect: 'Reset', where: { type: 'Soft' }, reply: { status: 'Accepted' } },
    { disconnect: true },
    { state: 'booted' },
  ],
});
