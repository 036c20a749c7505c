import { csmsState } from '#testcase/ocpp2.0.1';

export default csmsState({
  name: 'energy-transfer-started',
  purpose: 'Energy flows in the transaction `$newTransaction`.',
  needs: ['authorized', 'ev-connected-pre-session'],
  gives: { charging: true },
  steps: () => [
    {
      send: 'TransactionEvent',
      with: { eventType: 'Updated', triggerReason: 'ChargingStateChanged', transactionInfo: { transactionId: '$newTransaction', chargingState: 'Charging' } },
    },
  ],
});
