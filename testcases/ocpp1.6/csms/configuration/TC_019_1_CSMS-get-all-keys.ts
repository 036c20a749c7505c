import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Read the whole configuration',
  purpose: 'The CSMS asks for every configuration key by naming none, and takes the long answer.',
  spec: ['5.8', '6.23'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'GetConfiguration' },
    { expect: 'GetConfiguration', which: { key: { oneOf: [{ omitted: true }, []] } } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
