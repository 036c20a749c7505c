import { advance, chargingStationState, TRANSACTION, transactionEvent } from '#testcase/ocpp2.0.1';

const REMOTE_START = 101;

export default chargingStationState({
  name: 'remotely-authorized',
  purpose: 'The CSMS has asked for a transaction of the valid token at the EVSE, with the remoteStartId 101, and the station does it.',
  requires: ['C-36 or C-37 or C-38'],
  gives: (facts, session) => advance(facts, session, { authorized: true }),
  steps: (facts, session) => [
    {
      send: 'RequestStartTransaction', with: { remoteStartId: REMOTE_START, idToken: '$valid', evseId: '$evse' },
      reply: { status: 'Accepted', transactionId: session.started ? TRANSACTION : { oneOf: [{ omitted: true }, { present: true }] } },
    },
    ...(facts.settings['AuthCtrlr.AuthorizeRemoteStart']?.value === 'true'
      ? [{ expect: 'Authorize' as const, as: 'authorize', where: { idToken: '$valid' as const }, reply: { idTokenInfo: { status: 'Accepted' as const } } }] : []),
    ...transactionEvent(facts, session, { authorized: true }, ['RemoteStart'], { transactionInfo: { remoteStartId: REMOTE_START } }),
  ],
});
