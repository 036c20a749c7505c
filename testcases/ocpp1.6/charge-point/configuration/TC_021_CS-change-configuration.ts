import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing: { intervals } }) => ({
  title: 'Change configuration',
  purpose: 'A value that the CSMS sets is accepted, and is the one that the charge point reports afterwards.',
  spec: ['5.3', '5.8', '9.1.19'],
  profile: 'Core',
  settings: { MeterValueSampleInterval: String(intervals.meterValues + 7) },
  steps: [
    {
      send: 'ChangeConfiguration', with: { key: 'MeterValueSampleInterval', value: String(intervals.meterValues) },
      reply: { status: 'Accepted' },
    },
    {
      send: 'GetConfiguration', with: { key: ['MeterValueSampleInterval'] },
      reply: {
        configurationKey: [{ key: 'MeterValueSampleInterval', readonly: false, value: String(intervals.meterValues) }],
        unknownKey: { oneOf: [{ omitted: true }, []] },
      },
    },
  ],
}));
