import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Offline start with an invalid token, transaction stopped',
  purpose: 'A transaction that began offline with a token that turns out invalid is stopped as deauthorized, where StopTransactionOnInvalidId is true.',
  spec: ['4.8', '3.5.4', '4.10', '4.9', '9.1.24'],
  profile: 'Core',
  requires: ['offline-authorization', 'local-token-reader'],
  settings: {
    StopTransactionOnInvalidId: 'true',
    MaxEnergyOnInvalidId: { ifImplemented: '0' },
  },
  given: ['known-offline'],
  steps: [
    { offline: 'refuse' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { operator: 'plug-in', connector: '$connector' },
    { online: true },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Invalid' } },
    },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'DeAuthorized' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
  ],
});
