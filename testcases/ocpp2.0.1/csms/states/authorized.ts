import { csmsState } from '#testcase/ocpp2.0.1';

export default csmsState({
  name: 'authorized',
  purpose: 'The CSMS has accepted the token of a driver, also for the transaction `$newTransaction`.',
  gives: { authorized: true, started: true },
  steps: (_facts, { started }) => [
    { send: 'Authorize', with: { idToken: '$valid' }, reply: { idTokenInfo: { status: 'Accepted' } } },
    {
      send: 'TransactionEvent', reply: { idTokenInfo: { status: 'Accepted' } },
      with: {
        eventType: started ? 'Updated' : 'Started', triggerReason: 'Authorized', idToken: '$valid',
        transactionInfo: { transactionId: '$newTransaction' }, ...(started ? {} : { evse: { id: '$evse' } }),
      },
    },
  ],
});
