import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing, connectors }) => ({
  title: 'Cold boot, pending once',
  purpose: 'A charge point whose registration is pending can be read and configured, sends nothing of its own, and registers again no sooner than it was told.',
  spec: ['4.2', '4.6', '4.9', '5.3', '5.8'],
  profile: 'Core',
  // Another value than the one that is set while pending, so that the change is one, and is undone.
  settings: { MeterValueSampleInterval: String(timing.intervals.meterValues + 7) },
  steps: [
    { operator: 'reboot' },
    { expect: 'BootNotification', as: 'pending', within: timing.bootTimeout, reply: { status: 'Pending', interval: timing.intervals.bootRetry } },
    { send: 'GetConfiguration', with: {}, reply: { configurationKey: { includes: { key: 'MeterValueSampleInterval', readonly: false } } } },
    {
      send: 'ChangeConfiguration', with: { key: 'MeterValueSampleInterval', value: String(timing.intervals.meterValues) },
      reply: { status: 'Accepted' },
    },
    {
      expect: 'BootNotification', as: 'accepted', since: '$pending', after: timing.intervals.bootRetry * 1000, within: timing.bootTimeout,
      reply: { status: 'Accepted', interval: timing.intervals.heartbeat },
    },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
      expect: 'StatusNotification' as const, where: { connectorId, status: 'Available' as const, errorCode: 'NoError' as const },
    })),
    { collect: 'Heartbeat', until: { count: 3 }, gaps: { period: timing.intervals.heartbeat * 1000 } },
    {
      send: 'GetConfiguration', with: { key: ['MeterValueSampleInterval'] },
      reply: { configurationKey: [{ key: 'MeterValueSampleInterval', value: String(timing.intervals.meterValues) }] },
    },
  ],
}));
