import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest(({ timing }) => ({
  title: 'Heartbeat',
  purpose: 'A station that is idle sends a Heartbeat after each interval that the CSMS told it when it accepted the boot.',
  spec: ['G02.FR.01', 'G02.FR.02', 'B01.FR.04'],
  profile: 'Core',
  // The interval is set here too, so that it is undone.
  settings: {
    'AlignedDataCtrlr.Interval': { ifImplemented: '0' },
    'OCPPCommCtrlr.HeartbeatInterval': { ifImplemented: String(timing.intervals.heartbeat) },
  },
  steps: [
    { operator: 'reboot' },
    { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted', interval: timing.intervals.heartbeat } },
    { state: 'reports-after-boot' },
    { collect: 'Heartbeat', until: { count: 2 }, gaps: { period: timing.intervals.heartbeat * 1000 } },
  ],
}));
