import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Offline start with an invalid token, energy suspended',
  purpose: 'A transaction that began offline with a token that turns out invalid stays open without energy, where StopTransactionOnInvalidId is false.',
  spec: ['4.8', '3.5.4', '4.9', '9.1.14', '9.1.24'],
  profile: 'Core',
  requires: ['offline-authorization', 'local-token-reader'],
  settings: {
    StopTransactionOnInvalidId: 'false',
    MaxEnergyOnInvalidId: { ifImplemented: '0' },
  },
  given: ['known-offline'],
  steps: [
    { offline: 'refuse' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { operator: 'plug-in', connector: '$connector' },
    { online: true },
    {
      expect: 'StartTransaction', as: 'start', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Invalid' } },
    },
    { expect: 'StatusNotification', as: 'suspended', where: { connectorId: '$connector', status: 'SuspendedEVSE' } },
    { absent: 'StopTransaction', since: '$start', for: '5s' },
    { absent: 'StatusNotification', which: { connectorId: '$connector', status: 'Charging' }, since: '$suspended', for: '5s' },
  ],
});
