import { authorizesRemoteStart, chargePointState } from '#testcase/ocpp1.6';

export default chargePointState({
  name: 'charging',
  purpose: 'A transaction that the CSMS started is running on the connector, and energy flows.',
  gives: { plugged: true, authorized: true, started: true, charging: true },
  steps: (facts, _session, { parentIdTag, second }) => {
    const idTagInfo = { status: 'Accepted' as const, ...(parentIdTag === undefined ? {} : { parentIdTag: '$parent' as const }) };
    return [
      // The cable first: a person at the charger needs longer than ConnectionTimeOut to walk back to it.
      { operator: 'plug-in', connector: '$connector' },
      { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
      { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
      ...authorizesRemoteStart(facts, { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo } }),
      {
        expect: 'StartTransaction', as: 'start', where: { connectorId: '$connector', idTag: '$valid' },
        reply: { transactionId: second === true ? '$secondTransaction' : '$newTransaction', idTagInfo },
      },
      { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
    ];
  },
});
