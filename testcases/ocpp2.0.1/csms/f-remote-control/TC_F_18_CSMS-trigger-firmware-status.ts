import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Trigger the firmware status',
  purpose: 'The CSMS asks a station for the status of its firmware, and takes it that no update is under way.',
  spec: ['F06.FR.01', 'F06.FR.16'],
  profile: 'Core',
  requires: ['C-29.4'],
  given: ['booted'],
  steps: [
    { trigger: 'TriggerMessage', with: { requestedMessage: 'FirmwareStatusNotification' } },
    { expect: 'TriggerMessage', where: { requestedMessage: 'FirmwareStatusNotification' }, reply: { status: 'Accepted' } },
    { send: 'FirmwareStatusNotification', with: { status: 'Idle' } },
  ],
});
