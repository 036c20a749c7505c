import { chargingStationTest } from '#testcase/ocpp2.0.1';

const unknown = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'UnknownVariable' } };

export default chargingStationTest({
  title: 'Set an unknown variable',
  purpose: 'The station says that it does not know the variable of a component that it has.',
  spec: ['B05.FR.02', 'B05.FR.05', 'B05.FR.12'],
  profile: 'Core',
  steps: [
    {
      send: 'SetVariables', with: { setVariableData: [{ ...unknown, attributeValue: '300' }] },
      reply: { setVariableResult: [{ ...unknown, attributeType: 'Actual', attributeStatus: 'UnknownVariable' }] },
    },
  ],
});
