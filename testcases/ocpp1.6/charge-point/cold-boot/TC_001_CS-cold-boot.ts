import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing, connectors }) => ({
  title: 'Cold boot, rejected once',
  purpose: 'After a power cycle the charge point says who made it, repeats BootNotification no sooner than it was told, reports every connector, and keeps the heartbeat interval that it was given.',
  spec: ['4.2', '4.6', '4.9', '6.3'],
  profile: 'Core',
  steps: [
    { operator: 'reboot' },
    {
      expect: 'BootNotification', as: 'rejected', within: timing.bootTimeout,
      where: { chargePointVendor: { not: '' }, chargePointModel: { not: '' } },
      reply: { status: 'Rejected', interval: timing.intervals.bootRetry },
    },
    {
      expect: 'BootNotification', as: 'accepted', since: '$rejected', after: timing.intervals.bootRetry * 1000, within: timing.bootTimeout,
      reply: { status: 'Accepted', interval: timing.intervals.heartbeat },
    },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
      expect: 'StatusNotification' as const, where: { connectorId, status: 'Available' as const, errorCode: 'NoError' as const },
    })),
    { collect: 'Heartbeat', until: { count: 3 }, gaps: { period: timing.intervals.heartbeat * 1000 } },
  ],
}));
