import { advance, chargingStationState, transactionEvent } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'authorized',
  purpose: 'A driver has identified at the station, and the CSMS has accepted the token.',
  requires: ['C-30 or C-31 or C-32 or C-33 or C-34'],
  needs: ['parking-bay-occupied'],
  settings: { 'AuthCtrlr.Enabled': { ifImplemented: 'true' }, 'AuthCtrlr.DisableRemoteAuthorization': { ifImplemented: 'false' } },
  gives: (facts, session) => advance(facts, session, { authorized: true }),
  steps: (facts, session) => {
    const told = transactionEvent(facts, session, { authorized: true }, ['Authorized'], {
      transactionInfo: { chargingState: { oneOf: [session.plugged ? { oneOf: ['EVConnected', 'SuspendedEVSE'] } : 'Idle', { omitted: true }] } },
    });
    // Where nothing shows that our answer has arrived, it gets the time to.
    const silent = told.length === 0 && !session.plugged;
    return [
      { operator: 'present-token', evse: '$evse', connector: '$connector', token: '$valid' },
      { expect: 'Authorize', as: 'authorize', where: { idToken: '$valid' }, reply: { idTokenInfo: { status: 'Accepted' } } },
      ...told,
      ...(silent ? [{ wait: facts.timing.tolerance }] : []),
    ];
  },
});
