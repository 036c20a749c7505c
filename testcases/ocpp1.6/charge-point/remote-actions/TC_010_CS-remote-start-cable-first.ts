import { authorizesRemoteStart, chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest((facts) => ({
  title: 'Remote start, cable first',
  purpose: 'With the cable in, a remote start begins a transaction for the token that the CSMS names, after an Authorize where AuthorizeRemoteTxRequests says so.',
  spec: ['5.11', '4.8', '4.9', '9.1.3'],
  profile: 'Core',
  steps: [
    {
      send: 'GetConfiguration', with: { key: ['AuthorizeRemoteTxRequests'] },
      reply: { configurationKey: { includes: { key: 'AuthorizeRemoteTxRequests' } } },
    },
    { operator: 'plug-in', connector: '$connector' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
    { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    ...authorizesRemoteStart(facts, { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } }),
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
  ],
}));
