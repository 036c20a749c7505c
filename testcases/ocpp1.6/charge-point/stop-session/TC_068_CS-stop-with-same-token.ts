import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Stop with the token that started',
  purpose: 'A foreign token does not end the transaction; the token that began it does, without being authorized again.',
  spec: ['4.1', '3.10', '4.10', '7.36'],
  profile: 'Core',
  requires: ['local-token-reader', 'local-stop'],
  given: ['others-inoperative', 'charging'],
  steps: [
    { operator: 'present-token', connector: '$connector', token: '$second' },
    { allow: 'Authorize', which: { idTag: '$second' }, reply: { idTagInfo: { status: 'Accepted' } }, clause: '4.1' },
    { absent: 'StopTransaction', for: '3s' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    {
      expect: 'StopTransaction',
      where: { transactionId: '$newTransaction', idTag: '$valid', reason: { oneOf: ['Local', { omitted: true }] } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
    { absent: 'Authorize', for: '1s', clause: '4.1' },
  ],
});
