import { advance, chargingStationState, transactionEvent } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'ev-connected-pre-session',
  purpose: 'The EV is connected to the EVSE, and no energy has been delivered yet.',
  needs: ['parking-bay-occupied'],
  gives: (facts, session) => advance(facts, session, { plugged: true }),
  steps: (facts, session) => [
    { operator: 'plug-in', evse: '$evse', connector: '$connector' },
    { expect: 'StatusNotification', where: { evseId: '$evse', connectorId: '$connector', connectorStatus: 'Occupied' } },
    ...transactionEvent(facts, session, { plugged: true }, ['CablePluggedIn', 'ChargingStateChanged'], {
      transactionInfo: { chargingState: session.authorized ? { oneOf: ['EVConnected', 'SuspendedEVSE'] } : 'EVConnected' },
    }),
  ],
});
