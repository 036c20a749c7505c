import { advance, chargingStationState, startPoints, transactionEvent } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'energy-transfer-started',
  purpose: 'A transaction is running and energy flows; its first event is `$started`. With `remotely` it was the CSMS that asked for it.',
  needs: ['authorized', 'ev-connected-pre-session'],
  gives: (facts, session) => advance(facts, session, { charging: true }),
  steps: (facts, session, { remotely }) => {
    const signed = !session.started && startPoints(facts).includes('DataSigned');
    const running = signed ? { ...session, started: true } : session;
    // The first event after a remote start names that, whatever brought it (F02.FR.21).
    const remote = remotely === true;
    return [
      ...(signed ? transactionEvent(facts, session, { charging: true }, [remote ? 'RemoteStart' : 'SignedDataReceived']) : []),
      ...transactionEvent(facts, running, { charging: true }, [remote && !running.started ? 'RemoteStart' : 'ChargingStateChanged'], { transactionInfo: { chargingState: 'Charging' } }),
    ];
  },
});
