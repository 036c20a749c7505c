import { chargePointTest } from '#testcase/ocpp1.6';

const QUEUED = 3;

export default chargePointTest(({ timing: { intervals, tolerance, messageTimeout } }) => ({
  title: 'Connection loss during a transaction',
  purpose: 'The meter values of the time without a connection are delivered afterwards, none missing, oldest first and before any new one.',
  spec: ['3.7', '3.16.1', '4.7', '9.1.19'],
  profile: 'Core',
  settings: { MeterValueSampleInterval: String(intervals.meterValues), ClockAlignedDataInterval: '0' },
  steps: [
    { send: 'GetConfiguration', as: 'configuration', with: { key: ['MeterValuesSampledData'] }, reply: { configurationKey: { includes: { key: 'MeterValuesSampledData' } } } },
    { state: 'charging' },
    { collect: 'MeterValues', as: 'before', each: { connectorId: '$connector', transactionId: '$newTransaction' }, until: { count: 1 } },
    { offline: 'refuse' },
    { wait: (QUEUED + 0.5) * intervals.meterValues * 1000 },
    { online: true },
    {
      collect: 'MeterValues', as: 'after', each: { connectorId: '$connector', transactionId: '$newTransaction' },
      until: { count: QUEUED + 1 }, within: (QUEUED + 1) * intervals.meterValues * 1000 + messageTimeout,
    },
    {
      verify: 'meter-period',
      with: {
        payloads: ['$before.payloads.0', ...Array.from({ length: QUEUED + 1 }, (_, index) => `$after.payloads.${index}`)],
        period: intervals.meterValues, tolerance: tolerance / 1000, least: QUEUED + 2,
      },
    },
    {
      verify: 'meter-samples',
      with: { payloads: '$after.payloads', context: 'Sample.Periodic', measurands: { make: 'configuration-value', keys: '$configuration.payload.configurationKey', key: 'MeterValuesSampledData' } },
    },
  ],
}));
