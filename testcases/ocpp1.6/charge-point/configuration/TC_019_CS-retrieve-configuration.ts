import { chargePointTest } from '#testcase/ocpp1.6';

const PROFILES = ['Core', 'FirmwareManagement', 'LocalAuthListManagement', 'Reservation', 'SmartCharging', 'RemoteTrigger'];

export default chargePointTest(({ facts }) => ({
  title: 'Retrieve configuration',
  purpose: 'The charge point reports its configuration, all of it or the keys that are asked for: every key that its feature profiles require, with the right access.',
  spec: ['5.8', '9', '9.1.9', '9.1.29', 'OCPP-J 6.2'],
  profile: 'Core',
  steps: [
    {
      send: 'GetConfiguration', as: 'supported', with: { key: ['SupportedFeatureProfiles'] },
      reply: {
        configurationKey: [{ key: 'SupportedFeatureProfiles', readonly: true, value: { present: true } }],
        unknownKey: { oneOf: [{ omitted: true }, []] },
      },
    },
    { verify: 'list-contains', with: { value: '$supported.payload.configurationKey.0.value', item: 'Core' } },
    { verify: 'list-of-known', with: { value: '$supported.payload.configurationKey.0.value', known: PROFILES } },
    { send: 'GetConfiguration', as: 'all', with: {}, reply: { configurationKey: { present: true }, unknownKey: { oneOf: [{ omitted: true }, []] } } },
    { verify: 'required-keys', with: { keys: '$all.payload.configurationKey', profiles: '$supported.payload.configurationKey.0.value' } },
    ...(facts.AuthorizationKey === undefined ? [] : [{
      verify: 'secret-not-readable', with: { keys: '$all.payload.configurationKey', key: 'AuthorizationKey', secret: facts.AuthorizationKey },
    }]),
    {
      send: 'GetConfiguration', as: 'most', with: { key: ['GetConfigurationMaxKeys'] },
      reply: {
        configurationKey: [{ key: 'GetConfigurationMaxKeys', readonly: true, value: { min: 1 } }],
        unknownKey: { oneOf: [{ omitted: true }, []] },
      },
    },
    {
      send: 'GetConfiguration', as: 'some', reply: { configurationKey: { present: true }, unknownKey: { oneOf: [{ omitted: true }, []] } },
      with: { key: { make: 'key-names', keys: '$all.payload.configurationKey', most: '$most.payload.configurationKey.0.value' } },
    },
    {
      verify: 'exactly-these-keys',
      with: {
        keys: '$some.payload.configurationKey',
        wanted: { make: 'key-names', keys: '$all.payload.configurationKey', most: '$most.payload.configurationKey.0.value' },
      },
    },
  ],
}));
