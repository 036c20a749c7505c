import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing: { intervals, tolerance } }) => ({
  title: 'Sampled meter values',
  purpose: 'During a transaction the charge point sends the configured measurands at the configured interval.',
  spec: ['3.16.1', '4.7', '9.1.17', '9.1.19'],
  profile: 'Core',
  settings: { MeterValueSampleInterval: String(intervals.meterValues), ClockAlignedDataInterval: '0' },
  steps: [
    { send: 'GetConfiguration', as: 'configuration', with: { key: ['MeterValuesSampledData'] }, reply: { configurationKey: { includes: { key: 'MeterValuesSampledData' } } } },
    { state: 'charging' },
    {
      // A reading at the begin of the transaction has a context of its own and is no sample.
      collect: 'MeterValues', as: 'samples',
      which: { meterValue: { every: { sampledValue: { every: { context: { not: 'Transaction.Begin' } } } } } },
      each: { connectorId: '$connector', transactionId: '$newTransaction' },
      until: { count: 3 }, gaps: { period: intervals.meterValues * 1000 },
    },
    { verify: 'meter-period', with: { payloads: '$samples.payloads', period: intervals.meterValues, tolerance: tolerance / 1000, least: 3 } },
    {
      verify: 'meter-samples',
      with: { payloads: '$samples.payloads', context: 'Sample.Periodic', measurands: { make: 'configuration-value', keys: '$configuration.payload.configurationKey', key: 'MeterValuesSampledData' } },
    },
  ],
}));
