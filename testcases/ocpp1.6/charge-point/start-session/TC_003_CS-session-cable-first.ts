import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Regular session, cable first',
  purpose: 'A driver plugs in, then identifies; the charge point opens one transaction.',
  spec: ['3.1', '4.1', '4.8', '4.9'],
  profile: 'Core',
  requires: ['local-token-reader'],
  steps: [
    { operator: 'plug-in', connector: '$connector' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
  ],
});
