import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Offline start with a valid token',
  purpose: 'A transaction that a driver began without a connection is reported when the connection is back, and goes on charging.',
  spec: ['3.5', '3.7', '4.8', '4.9'],
  profile: 'Core',
  requires: ['offline-authorization', 'local-token-reader'],
  given: ['known-offline'],
  steps: [
    { offline: 'refuse' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { operator: 'plug-in', connector: '$connector' },
    { online: true },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
    { absent: 'StopTransaction', for: '5s' },
  ],
});
