import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Regular session, token in the cache',
  purpose: 'With LocalPreAuthorize a token that the cache knows as accepted starts a transaction without asking the CSMS.',
  spec: ['3.5.1', '4.1', '4.8', '9.1.2', '9.1.13'],
  profile: 'Core',
  settings: { AuthorizationCacheEnabled: 'true', LocalPreAuthorize: 'true' },
  given: ['cached'],
  steps: [
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
    { operator: 'plug-in', connector: '$connector' },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
    { absent: 'Authorize', for: '2s', clause: '9.1.13' },
  ],
});
