import { advance, chargingStationState, startPoints, transactionEvent } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'energy-transfer-started',
  purpose: 'A transaction is running and energy flows; its first event is `$started`.',
  needs: ['authorized', 'ev-connected-pre-session'],
  gives: (facts, session) => advance(facts, session, { charging: true }),
  steps: (facts, session) => {
    const signed = !session.started && startPoints(facts).includes('DataSigned');
    const running = signed ? { ...session, started: true } : session;
    return [
      ...(signed ? transactionEvent(facts, session, { charging: true }, ['SignedDataReceived']) : []),
      ...transactionEvent(facts, running, { charging: true }, ['ChargingStateChanged'], { transactionInfo: { chargingState: 'Charging' } }),
    ];
  },
});
