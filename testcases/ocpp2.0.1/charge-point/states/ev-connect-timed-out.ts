import { chargingStationState, stopPoints, TRANSACTION } from '#testcase/ocpp2.0.1';
import type { TxPoint } from '#testcase/ocpp2.0.1';

/** How a transaction that nobody plugged in for goes on; where only E03.FR.05 speaks, which recommends its end, both are right. */
function outcome(points: TxPoint[]): 'Ended' | 'Updated' | 'either' {
  if (points.includes('Authorized') || points.includes('PowerPathClosed')) return 'Ended';
  return points.includes('ParkingBayOccupancy') ? 'Updated' : 'either';
}

export default chargingStationState({
  name: 'ev-connect-timed-out',
  purpose: 'A driver has identified and not plugged in for EVConnectionTimeOut, which has ended the authorization.',
  needs: ['authorized'],
  gives: (facts) => ({ authorized: false, ended: false, ...(outcome(stopPoints(facts)) === 'Updated' ? {} : { started: false }) }),
  steps: (facts, session) => {
    const { tolerance, intervals } = facts.timing;
    const limit = Number(facts.settings['TxCtrlr.EVConnectionTimeOut']?.value ?? intervals.connectionTimeOut) * 1000;
    if (!session.started) return [{ absent: 'TransactionEvent', for: limit + tolerance }];
    const timed = { since: '$authorize', after: limit - Math.max(tolerance, limit / 10), within: limit } as const;
    const which = { triggerReason: 'EVConnectTimeout', transactionInfo: { transactionId: TRANSACTION } } as const;
    const ended = { expect: 'TransactionEvent', which: { ...which, eventType: 'Ended' }, where: { transactionInfo: { stoppedReason: 'Timeout' } }, clause: 'E03.FR.05', ...timed } as const;
    const updated = { expect: 'TransactionEvent', which: { ...which, eventType: 'Updated' }, clause: 'E03.FR.15', ...timed } as const;
    const how = outcome(stopPoints(facts));
    return [how === 'Ended' ? ended : how === 'Updated' ? updated : { oneOf: { ended: [ended], updated: [updated] } }];
  },
});
