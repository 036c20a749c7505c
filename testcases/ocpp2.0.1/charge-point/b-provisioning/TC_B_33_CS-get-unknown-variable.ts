import { chargingStationTest } from '#testcase/ocpp2.0.1';

const unknown = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'UnknownVariable' } };

export default chargingStationTest({
  title: 'Get an unknown variable',
  purpose: 'The station says that it does not know the variable of a component that it has, and gives no value.',
  spec: ['B06.FR.02', 'B06.FR.07', 'B06.FR.11'],
  profile: 'Core',
  steps: [
    {
      send: 'GetVariables', with: { getVariableData: [unknown] },
      reply: { getVariableResult: [{ ...unknown, attributeType: 'Actual', attributeStatus: 'UnknownVariable', attributeValue: { omitted: true } }] },
    },
  ],
});
