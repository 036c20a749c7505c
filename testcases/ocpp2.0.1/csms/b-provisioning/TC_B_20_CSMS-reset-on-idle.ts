import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Reset when idle',
  purpose: 'The CSMS asks for a reset that waits for transactions, and accepts the station when it boots again.',
  spec: ['B11.FR.04', 'B12.FR.01', 'B01.FR.02'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'Reset', with: { type: 'OnIdle' } },
    { expect: 'Reset', where: { type: 'OnIdle' }, reply: { status: 'Accepted' } },
    { disconnect: true },
    { state: 'booted', with: { reason: 'RemoteReset' } },
  ],
});
