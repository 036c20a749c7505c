import { chargePointTest } from '#testcase/ocpp1.6';

/** Seconds of the transaction. */
const DWELL = 3;

export default chargePointTest({
  title: 'Offline transaction',
  purpose: 'A transaction that began and ended without a connection is reported in full afterwards, with the times at which it happened.',
  spec: ['3.5', '3.7', '4.8', '4.10', '6.45', '6.49'],
  profile: 'Core',
  requires: ['offline-authorization', 'local-token-reader', 'local-stop'],
  given: ['known-offline'],
  steps: [
    { offline: 'refuse' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { operator: 'plug-in', connector: '$connector' },
    { wait: DWELL * 1000 },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { operator: 'unplug', connector: '$connector' },
    { online: true },
    {
      expect: 'StartTransaction', as: 'start', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    {
      expect: 'StopTransaction', as: 'stop',
      where: { transactionId: '$newTransaction', reason: { oneOf: ['Local', { omitted: true }] }, idTag: { oneOf: ['$valid', { omitted: true }] } },
    },
    { verify: 'seconds-between', with: { earlier: '$start.payload.timestamp', later: '$stop.payload.timestamp', least: DWELL } },
  ],
});
