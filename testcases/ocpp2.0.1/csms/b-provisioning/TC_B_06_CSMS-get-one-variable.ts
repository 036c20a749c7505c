import { csmsTest } from '#testcase/ocpp2.0.1';

const offlineThreshold = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'OfflineThreshold' } };

export default csmsTest({
  title: 'Get one variable',
  purpose: 'The CSMS asks for one variable, by its component and name.',
  spec: ['B06.FR.01', 'B06.FR.02', 'B06.FR.03', 'B06.FR.04', 'B06.FR.10', 'B06.FR.11'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'GetVariables', with: { getVariableData: [offlineThreshold] } },
    { expect: 'GetVariables', where: { getVariableData: [{ ...offlineThreshold, attributeType: { oneOf: ['Actual', { omitted: true }] } }] } },
  ],
});
