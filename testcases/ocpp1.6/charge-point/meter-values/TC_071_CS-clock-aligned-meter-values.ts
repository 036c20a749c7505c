import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing: { intervals, tolerance } }) => ({
  title: 'Clock-aligned meter values',
  purpose: 'During a transaction the charge point sends the configured measurands at instants that divide the day evenly from midnight on.',
  spec: ['3.16.2', '4.7', '9.1.5', '9.1.15'],
  profile: 'Core',
  settings: { MeterValueSampleInterval: '0', ClockAlignedDataInterval: String(intervals.clockAligned) },
  given: ['charging'],
  steps: [
    // Asked for now, not earlier: what is aligned before the transaction has no transactionId.
    { send: 'GetConfiguration', as: 'configuration', with: { key: ['MeterValuesAlignedData'] }, reply: { configurationKey: { includes: { key: 'MeterValuesAlignedData' } } } },
    {
      collect: 'MeterValues', as: 'readings', which: { connectorId: '$connector' }, each: { transactionId: '$newTransaction' },
      until: { count: 3 }, gaps: { period: intervals.clockAligned * 1000 },
    },
    { verify: 'meter-period', with: { payloads: '$readings.payloads', period: intervals.clockAligned, tolerance: tolerance / 1000, least: 3 } },
    // Half an interval off would be aligned to nothing, however generous the tolerance is.
    { verify: 'meter-aligned', with: { payloads: '$readings.payloads', interval: intervals.clockAligned, tolerance: Math.min(tolerance / 1000, intervals.clockAligned / 4) } },
    {
      verify: 'meter-samples',
      with: { payloads: '$readings.payloads', context: 'Sample.Clock', measurands: { make: 'configuration-value', keys: '$configuration.payload.configurationKey', key: 'MeterValuesAlignedData' } },
    },
  ],
}));
