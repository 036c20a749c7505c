import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing }) => ({
  title: 'Restart while offline',
  purpose: 'A transaction that began without a connection is reported even when the charge point restarts before it is online again.',
  spec: ['3.7', '4.2', '4.8', 'errata 3.18'],
  profile: 'Core',
  requires: ['offline-authorization', 'local-token-reader'],
  given: ['known-offline'],
  steps: [
    { offline: 'refuse' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { operator: 'plug-in', connector: '$connector' },
    { wait: '3s', note: 'The transaction runs.' },
    { operator: 'reboot' },
    { online: true },
    { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { optional: [{ expect: 'StopTransaction', within: '5s', where: { transactionId: '$newTransaction' } }], note: 'Unless the charge point resumes the transaction.' },
  ],
}));
