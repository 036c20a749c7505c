import { csmsTest } from '#testcase/ocpp1.6';

const STATUSES = ['Downloading', 'Downloaded', 'Installing', 'Installed'] as const;

export default csmsTest({
  title: 'Firmware status',
  purpose: 'The CSMS takes every report of a charge point that installs new firmware.',
  spec: ['4.5', '6.19'],
  profile: 'FirmwareManagement',
  requires: ['firmware-management'],
  given: ['booted'],
  steps: [
    ...STATUSES.map((status) => ({ send: 'FirmwareStatusNotification' as const, with: { status } })),
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
