import { chargingStationTest } from '#testcase/ocpp2.0.1';

const unknown = { component: { name: 'UnknownComponent' }, variable: { name: 'OfflineThreshold' } };

export default chargingStationTest({
  title: 'Get a variable of an unknown component',
  purpose: 'The station says that it does not know the component, and gives no value.',
  spec: ['B06.FR.02', 'B06.FR.06', 'B06.FR.11'],
  profile: 'Core',
  steps: [
    {
      send: 'GetVariables', with: { getVariableData: [unknown] },
      reply: { getVariableResult: [{ ...unknown, attributeType: 'Actual', attributeStatus: 'UnknownComponent', attributeValue: { omitted: true } }] },
    },
  ],
});
