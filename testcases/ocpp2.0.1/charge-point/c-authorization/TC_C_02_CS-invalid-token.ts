import { chargingStationTest, startPoints } from '#testcase/ocpp2.0.1';

export default chargingStationTest((facts) => {
  const running = startPoints(facts).some((point) => point === 'EVConnected' || point === 'ParkingBayOccupancy');
  const authorized = [{ triggerReason: 'Authorized' as const }, { transactionInfo: { chargingState: 'Charging' as const } }];
  return {
    title: 'Invalid token',
    purpose: 'A driver plugs in and identifies with a token that the CSMS calls Invalid: nothing is authorized, and no energy flows.',
    spec: ['C01.FR.01', 'C01.FR.02', 'C01.FR.07'],
    profile: 'Core',
    requires: ['C-30 or C-31 or C-32', 'not AQ-2'],
    settings: { 'AuthCtrlr.Enabled': { ifImplemented: 'true' }, 'AuthCtrlr.DisableRemoteAuthorization': { ifImplemented: 'false' } },
    given: ['ev-connected-pre-session'],
    steps: [
      { operator: 'present-token', evse: '$evse', connector: '$connector', token: '$invalid' },
      { expect: 'Authorize', where: { idToken: '$invalid' }, reply: { idTokenInfo: { status: 'Invalid' } } },
      ...authorized.map((which) => ({ absent: 'TransactionEvent' as const, which, for: '5s' })),
      // A transaction that the cable has started goes on.
      ...(running ? [] : [{ absent: 'TransactionEvent' as const, for: '5s' }]),
    ],
  };
});
