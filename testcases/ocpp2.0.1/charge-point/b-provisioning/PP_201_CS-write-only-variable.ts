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
        oneOf: {
          'attributeStatus Rejected, without a value': {
            clause: 'B06.FR.09',
            reply: { getVariableResult: [{ ...password, attributeStatus: 'Rejected', attributeValue: { oneOf: ['', { omitted: true }] } }] },
          },
          'a variable that it does not have': {
            clause: 'B06.FR.06, B06.FR.07',
            reply: { getVariableResult: [{ ...password, attributeStatus: { oneOf: ['UnknownComponent', 'UnknownVariable'] }, attributeValue: { omitted: true } }] },
          },
        },
      },
    },
  ],
});
