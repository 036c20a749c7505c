import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Read one configuration key',
  purpose: 'The CSMS asks for one configuration key and for no other.',
  spec: ['5.8', '6.23'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'GetConfiguration', with: { key: ['SupportedFeatureProfiles'] } },
    { expect: 'GetConfiguration', which: { key: ['SupportedFeatureProfiles'] } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
