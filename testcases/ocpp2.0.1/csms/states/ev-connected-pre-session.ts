import { csmsState } from '#testcase/ocpp2.0.1';

export default csmsState({
  name: 'ev-connected-pre-session',
  purpose: 'The EV is connected to the EVSE, which starts the transaction `$newTransaction` unless an authorization has.',
  gives: { plugged: true, started: true },
  steps: (_facts, { started }) => [
    { send: 'StatusNotification', with: { evseId: '$evse', connectorId: '$connector', connectorStatus: 'Occupied' } },
    {
      send: 'TransactionEvent',
      with: {
        eventType: started ? 'Updated' : 'Started', triggerReason: 'CablePluggedIn', evse: { id: '$evse', connectorId: '$connector' },
        transactionInfo: { transactionId: '$newTransaction', chargingState: 'EVConnected' },
      },
    },
  ],
});
