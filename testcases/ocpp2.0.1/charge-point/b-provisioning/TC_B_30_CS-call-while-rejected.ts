import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest(({ timing }) => ({
  title: 'Call while rejected',
  purpose: 'A station whose registration was rejected does nothing that the CSMS asks for: it answers with a SecurityError, unless it has closed the connection.',
  spec: ['B03.FR.03', 'B03.FR.04', 'B03.FR.08'],
  profile: 'Core',
  steps: [
    { operator: 'reboot' },
    { expect: 'BootNotification', as: 'rejected', within: timing.bootTimeout, reply: { status: 'Rejected', interval: timing.intervals.bootRetry } },
    {
      send: 'GetBaseReport', with: { requestId: 230, reportBase: 'FullInventory' }, within: timing.intervals.bootRetry * 500,
      reply: { error: 'SecurityError' }, orClose: true, clause: 'B03.FR.08',
    },
    {
      expect: 'BootNotification', since: '$rejected', after: timing.intervals.bootRetry * 1000, within: timing.bootTimeout,
      reply: { status: 'Accepted' },
    },
  ],
}));
