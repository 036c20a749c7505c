import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest(({ timing }) => ({
  title: 'Cold boot, rejected once',
  purpose: 'A station whose registration was rejected is silent until the interval is over, registers again then, and reports its connectors once accepted.',
  spec: ['B03.FR.02', 'B03.FR.06', 'B02.FR.04', 'B01.FR.05'],
  profile: 'Core',
  steps: [
    { operator: 'reboot' },
    { expect: 'BootNotification', as: 'rejected', within: timing.bootTimeout, reply: { status: 'Rejected', interval: timing.intervals.bootRetry } },
    {
      expect: 'BootNotification', since: '$rejected', after: timing.intervals.bootRetry * 1000, within: timing.bootTimeout,
      reply: { status: 'Accepted' },
    },
    { state: 'reports-after-boot' },
  ],
}));
