import { chargingStationTest } from '#testcase/ocpp2.0.1';

const password = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } };

export default chargingStationTest({
  title: 'Get a write-only variable',
  purpose: 'The station never tells its password: it refuses to read the variable, or does not have it.',
  spec: ['B06.FR.09', 'B06.FR.06', 'B06.FR.07'],
  profile: 'Core',
  steps: [
    {
      send: 'GetVariables', with: { getVariableData: [password] },
      reply: {
        getVariableResult: [{
          ...password, attributeStatus: { oneOf: ['Rejected', 'UnknownComponent', 'UnknownVariable'] }, attributeValue: { oneOf: ['', { omitted: true }] },
        }],
      },
    },
  ],
});
