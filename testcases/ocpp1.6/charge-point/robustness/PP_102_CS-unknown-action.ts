import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Unknown action',
  purpose: 'A call whose action does not exist is answered with a well-formed CALLERROR NotImplemented, and does no harm.',
  spec: ['OCPP-J 4.2.3', 'OCPP-J 4.1.4'],
  profile: 'Core',
  steps: [
    { send: 'PlugproofUnknown', invalid: true, with: {}, reply: { error: 'NotImplemented' } },
    { send: 'GetConfiguration', with: { key: ['HeartbeatInterval'] }, reply: { configurationKey: [{ key: 'HeartbeatInterval' }] } },
  ],
});
