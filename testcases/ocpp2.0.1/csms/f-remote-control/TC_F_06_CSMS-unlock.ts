import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Unlock an idle connector',
  purpose: 'The CSMS asks for the connector of an EVSE without a transaction to be unlocked, and takes it that it is.',
  spec: ['F05.FR.01'],
  profile: 'Core',
  requires: ['C-11'],
  given: ['booted'],
  steps: [
    { trigger: 'UnlockConnector', with: { evseId: '$evse', connectorId: '$connector' } },
    { expect: 'UnlockConnector', where: { evseId: '$evse', connectorId: '$connector' }, reply: { status: 'Unlocked' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the station.' },
  ],
});
