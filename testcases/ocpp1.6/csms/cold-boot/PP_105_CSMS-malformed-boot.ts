import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Malformed BootNotification',
  purpose: 'A BootNotification that its schema forbids is answered with a CALLERROR, and the CSMS goes on serving the charge point.',
  spec: ['4.2', 'OCPP-J 4.2.3'],
  profile: 'Core',
  steps: [
    { connect: true },
    { send: 'BootNotification', invalid: true, with: { chargePointModel: 16 }, reply: { error: true } },
    { send: 'BootNotification', with: { chargePointVendor: 'plugproof', chargePointModel: 'Reference' }, reply: { status: 'Accepted' } },
    { send: 'Heartbeat' },
  ],
});
