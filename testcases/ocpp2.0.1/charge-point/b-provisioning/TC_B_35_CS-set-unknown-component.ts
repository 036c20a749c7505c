import { chargingStationTest } from '#testcase/ocpp2.0.1';

const unknown = { component: { name: 'UnknownComponent' }, variable: { name: 'OfflineThreshold' } };

export default chargingStationTest({
  title: 'Set a variable of an unknown component',
  purpose: 'The station says that it does not know the component.',
  spec: ['B05.FR.02', 'B05.FR.04', 'B05.FR.12'],
  profile: 'Core',
  steps: [
    {
      send: 'SetVariables', with: { setVariableData: [{ ...unknown, attributeValue: '300' }] },
      reply: { setVariableResult: [{ ...unknown, attributeType: 'Actual', attributeStatus: 'UnknownComponent' }] },
    },
  ],
});
