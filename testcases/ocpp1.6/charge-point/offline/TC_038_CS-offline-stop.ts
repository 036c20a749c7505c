import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ features }) => ({
  title: 'Offline stop',
  purpose: 'A driver can stop a transaction without a connection; the charge point reports the end when the connection is back.',
  spec: ['3.7', '4.1', '4.9', '4.10'],
  profile: 'Core',
  requires: ['local-stop'],
  given: ['charging'],
  steps: [
    { offline: 'refuse' },
    features.includes('local-token-reader')
      ? { operator: 'present-token', connector: '$connector', token: '$valid' }
      : { operator: 'press-stop', connector: '$connector' },
    { online: true },
    {
      expect: 'StopTransaction',
      where: { transactionId: '$newTransaction', reason: { oneOf: ['Local', { omitted: true }] }, idTag: { oneOf: ['$valid', { omitted: true }] } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
  ],
}));
