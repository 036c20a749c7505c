import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Stop with another token of the group',
  purpose: 'A token whose parent is that of the token which began the transaction is authorized and then ends it.',
  spec: ['3.10', '4.1', '4.10', '7.36'],
  profile: 'Core',
  requires: ['local-token-reader', 'local-stop'],
  given: ['others-inoperative'],
  steps: [
    { state: 'charging', with: { parentIdTag: '$parent' } },
    { operator: 'present-token', connector: '$connector', token: '$second' },
    {
      expect: 'Authorize', where: { idTag: '$second' },
      reply: { idTagInfo: { status: 'Accepted', parentIdTag: '$parent' } },
    },
    {
      expect: 'StopTransaction',
      where: { transactionId: '$newTransaction', idTag: '$second', reason: { oneOf: ['Local', { omitted: true }] } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
  ],
});
