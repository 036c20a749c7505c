import { advance, chargingStationState, transactionEvent } from '#testcase/ocpp2.0.1';

const STOP = { authorized: false, charging: false };
const LOCAL = { oneOf: ['Local', { omitted: true }] } as const;
const NONE = { omitted: true } as const;
const OWN_TOKEN = { oneOf: ['$valid', { omitted: true }] } as const;

export default chargingStationState({
  name: 'stop-authorized',
  purpose: 'The driver who started the transaction has presented the token again, and energy has stopped.',
  requires: ['C-30 or C-31 or C-32'],
  needs: ['energy-transfer-started'],
  gives: (facts, session) => advance(facts, session, STOP),
  steps: (facts, session) => {
    const ends = advance(facts, session, STOP).ended === true;
    const stopped = { transactionInfo: { chargingState: 'EVConnected' as const, stoppedReason: ends ? LOCAL : NONE } };
    return [
      { operator: 'present-token', evse: '$evse', connector: '$connector', token: '$valid' },
      {
        clause: 'E07.FR.02, E02.FR.13',
        oneOf: {
          together: transactionEvent(facts, session, STOP, ['StopAuthorized'], { idToken: OWN_TOKEN, ...stopped }),
          apart: [
            ...transactionEvent(facts, session, {}, ['StopAuthorized'], { idToken: OWN_TOKEN, transactionInfo: { chargingState: { not: 'EVConnected' } } }),
            ...transactionEvent(facts, session, STOP, ['ChargingStateChanged'], stopped),
          ],
        },
      },
    ];
  },
});
