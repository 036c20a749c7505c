import { csmsTest } from '#testcase/ocpp2.0.1';

const getVariableData = [{ component: { name: 'OCPPCommCtrlr' }, variable: { name: 'OfflineThreshold' } }];

export default csmsTest({
  title: 'One call at a time',
  purpose: 'The CSMS sends no second call while the station takes its time over the first.',
  spec: ['Part 4, 4.1.1'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'ClearCache' },
    { expect: 'ClearCache', reply: 'none' },
    { trigger: 'GetVariables', with: { getVariableData } },
    { absent: 'GetVariables', which: { getVariableData: { includes: { variable: { name: 'OfflineThreshold' } } } }, for: '2s' },
  ],
});
