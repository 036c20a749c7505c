import { csmsTest } from '#testcase/ocpp2.0.1';

const GROUPED = { idTokenInfo: { status: 'Accepted', groupIdToken: { idToken: '$parent.idToken' } } } as const;

export default csmsTest({
  title: 'Group of a token',
  purpose: 'The CSMS tells the group of two tokens whenever it is asked for them, so that one can end what the other has started.',
  spec: ['C01.FR.06', 'C09.FR.02', 'C09.FR.09', 'C09.FR.12', 'E01.FR.12'],
  profile: 'Core',
  given: ['booted', 'ev-connected-pre-session'],
  steps: [
    { setup: 'token', with: { idTag: '$valid.idToken', status: 'Accepted', parentIdTag: '$parent.idToken' } },
    { setup: 'token', with: { idTag: '$second.idToken', status: 'Accepted', parentIdTag: '$parent.idToken' } },
    { send: 'Authorize', with: { idToken: '$valid' }, reply: GROUPED },
    {
      send: 'TransactionEvent', reply: GROUPED,
      with: { eventType: 'Updated', triggerReason: 'Authorized', idToken: '$valid', transactionInfo: { transactionId: '$newTransaction' } },
    },
    { send: 'TransactionEvent', with: { eventType: 'Updated', triggerReason: 'ChargingStateChanged', transactionInfo: { transactionId: '$newTransaction', chargingState: 'Charging' } } },
    { send: 'Authorize', with: { idToken: '$second' }, reply: GROUPED },
    {
      send: 'TransactionEvent', reply: GROUPED,
      with: { eventType: 'Updated', triggerReason: 'StopAuthorized', idToken: '$second', transactionInfo: { transactionId: '$newTransaction', chargingState: 'EVConnected' } },
    },
    { send: 'StatusNotification', with: { evseId: '$evse', connectorId: '$connector', connectorStatus: 'Available' } },
    {
      send: 'TransactionEvent',
      with: { eventType: 'Ended', triggerReason: 'EVCommunicationLost', transactionInfo: { transactionId: '$newTransaction', chargingState: 'Idle', stoppedReason: 'Local' } },
    },
  ],
});
