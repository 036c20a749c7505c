import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Malformed BootNotification',
  purpose: 'A BootNotification that its schema forbids is answered with a CALLERROR, and the CSMS goes on serving the station.',
  spec: ['B01.FR.02', 'Part 4, 4.2.3', 'Part 4, 4.3'],
  profile: 'Core',
  steps: [
    { connect: true },
    { send: 'BootNotification', invalid: true, with: { reason: 'PowerUp', chargingStation: { model: 16 } }, reply: { error: true } },
    { send: 'BootNotification', with: { reason: 'PowerUp' }, reply: { status: 'Accepted' } },
    { send: 'Heartbeat' },
  ],
});
