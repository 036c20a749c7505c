import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing: { intervals } }) => ({
  title: 'Change to an invalid value',
  purpose: 'The charge point refuses a negative interval and keeps the value that it had.',
  spec: ['5.3', '9.1.19'],
  profile: 'Core',
  settings: { MeterValueSampleInterval: String(intervals.meterValues) },
  steps: [
    {
      send: 'ChangeConfiguration', with: { key: 'MeterValueSampleInterval', value: '-1' },
      reply: {
        oneOf: {
          Rejected: { reply: { status: 'Rejected' }, clause: '5.3' },
          'CALLERROR PropertyConstraintViolation': { reply: { error: 'PropertyConstraintViolation' }, clause: 'OCPP-J 4.2.3' },
        },
      },
    },
    {
      send: 'GetConfiguration', with: { key: ['MeterValueSampleInterval'] },
      reply: { configurationKey: [{ key: 'MeterValueSampleInterval', value: String(intervals.meterValues) }] },
    },
  ],
}));
