import { advance, chargingStationState, transactionEvent } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'ev-disconnected',
  purpose: 'The session has ended, and the EV is no longer connected.',
  needs: ['stop-authorized'],
  gives: (facts, session) => advance(facts, session, { plugged: false }),
  steps: (facts, session) => [
    { operator: 'unplug', evse: '$evse', connector: '$connector' },
    { expect: 'StatusNotification', where: { evseId: '$evse', connectorId: '$connector', connectorStatus: 'Available' } },
    ...transactionEvent(facts, session, { plugged: false }, ['EVCommunicationLost'], {
      transactionInfo: { chargingState: 'Idle', stoppedReason: { oneOf: ['Local', { omitted: true }] } },
    }),
  ],
});
