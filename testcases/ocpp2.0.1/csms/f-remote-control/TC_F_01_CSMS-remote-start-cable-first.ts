import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Remote start, cable first',
  purpose: 'The CSMS asks for a transaction at the EVSE whose cable is in, for the token that it names, and accepts that token when the station reports the start.',
  spec: ['F01.FR.03', 'F01.FR.04', 'E01.FR.12'],
  profile: 'Core',
  given: ['booted', 'ev-connected-pre-session'],
  steps: [
    { trigger: 'RequestStartTransaction', with: { idToken: '$valid', evseId: '$evse', remoteStartId: 101 } },
    {
      expect: 'RequestStartTransaction', as: 'request', where: { idToken: '$valid', evseId: '$evse' },
      reply: { status: 'Accepted', transactionId: '$newTransaction' },
    },
    {
      send: 'TransactionEvent', reply: { idTokenInfo: { status: 'Accepted' } },
      with: {
        eventType: 'Updated', triggerReason: 'RemoteStart', idToken: '$valid',
        transactionInfo: { transactionId: '$newTransaction', remoteStartId: '$request.payload.remoteStartId' },
      },
    },
    { send: 'TransactionEvent', with: { eventType: 'Updated', triggerReason: 'ChargingStateChanged', transactionInfo: { transactionId: '$newTransaction', chargingState: 'Charging' } } },
  ],
});
