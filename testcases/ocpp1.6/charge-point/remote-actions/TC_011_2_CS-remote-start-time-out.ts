import { authorizesRemoteStart, chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest((facts) => {
  const { intervals, tolerance } = facts.timing;
  const timeOut = intervals.connectionTimeOut * 1000;
  return {
    title: 'Remote start, no cable in time',
    purpose: 'After a remote start without a cable the connector is Available again when ConnectionTimeOut is over, and a later cable starts nothing.',
    spec: ['9.1.6', '5.11', '4.9 (B1)', '9.1.3'],
    profile: 'Core',
    settings: { ConnectionTimeOut: String(intervals.connectionTimeOut) },
    steps: [
      {
        send: 'GetConfiguration', with: { key: ['AuthorizeRemoteTxRequests'] },
        reply: { configurationKey: { includes: { key: 'AuthorizeRemoteTxRequests' } } },
      },
      { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
      ...authorizesRemoteStart(facts, { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } }),
      { expect: 'StatusNotification', as: 'preparing', where: { connectorId: '$connector', status: 'Preparing' } },
      {
        expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' },
        since: '$preparing', after: timeOut - Math.max(tolerance, timeOut / 10), within: timeOut,
      },
      { operator: 'plug-in', connector: '$connector' },
      { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
      { absent: 'StartTransaction', for: '2s' },
    ],
  };
});
