import { authorizesRemoteStart, chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest((facts) => ({
  title: 'Remote start, then the cable',
  purpose: 'After a remote start the connector waits for the cable; the transaction begins when it is in, for the token that the CSMS names.',
  spec: ['5.11', '4.8', '4.9 (A2)', '9.1.3'],
  profile: 'Core',
  steps: [
    {
      send: 'GetConfiguration', with: { key: ['AuthorizeRemoteTxRequests'] },
      reply: { configurationKey: { includes: { key: 'AuthorizeRemoteTxRequests' } } },
    },
    { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    ...authorizesRemoteStart(facts, { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } }),
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
    { operator: 'plug-in', connector: '$connector' },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
  ],
}));
