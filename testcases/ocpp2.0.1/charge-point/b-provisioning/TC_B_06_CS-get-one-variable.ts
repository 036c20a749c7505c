import { chargingStationTest } from '#testcase/ocpp2.0.1';

const offlineThreshold = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'OfflineThreshold' } };

export default chargingStationTest({
  title: 'Get one variable',
  purpose: 'The station answers a request for one variable with one result: the same component and variable, its attribute type and its value.',
  spec: ['B06.FR.01', 'B06.FR.02', 'B06.FR.03', 'B06.FR.04', 'B06.FR.10', 'B06.FR.11'],
  profile: 'Core',
  settings: { 'OCPPCommCtrlr.OfflineThreshold': '300' },
  steps: [{ attributeType: 'Actual' as const }, {}].map((asked) => ({
    send: 'GetVariables', with: { getVariableData: [{ ...offlineThreshold, ...asked }] },
    reply: {
      getVariableResult: [{
        ...offlineThreshold, attributeStatus: 'Accepted', attributeType: 'Actual', attributeValue: '300',
        attributeStatusInfo: { oneOf: [{ omitted: true }, { reasonCode: 'NoError' }] },
      }],
    },
  })),
});
