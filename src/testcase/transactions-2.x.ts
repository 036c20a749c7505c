import type { Facts } from '../plan/types.ts';
import type { JsonValue } from '../ocppj/types.ts';
import type { Ref, Session } from './types.ts';

/** The logical events of TxStartPoint and TxStopPoint (2.0.1 part 2, 2.6.6). */
const POINTS = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'DataSigned', 'PowerPathClosed', 'EnergyTransfer'] as const;
export type TxPoint = (typeof POINTS)[number];

const FEATURES: Record<'TxStartPoint' | 'TxStopPoint', Partial<Record<TxPoint, string>>> = {
  TxStartPoint: { ParkingBayOccupancy: 'C-09.6', EVConnected: 'C-09.1', Authorized: 'C-09.2', DataSigned: 'C-09.3', PowerPathClosed: 'C-09.4', EnergyTransfer: 'C-09.5' },
  TxStopPoint: { ParkingBayOccupancy: 'C-10.5', EVConnected: 'C-10.1', Authorized: 'C-10.2', PowerPathClosed: 'C-10.3', EnergyTransfer: 'C-10.4' },
};

/** What a transaction of the station starts with: as it was read, as the plan says, or as its features do. */
export const startPoints = (facts: Facts): TxPoint[] => pointsOf(facts, 'TxStartPoint');

/** What a transaction of the station ends with the end of. */
export const stopPoints = (facts: Facts): TxPoint[] => pointsOf(facts, 'TxStopPoint');

function pointsOf(facts: Facts, name: 'TxStartPoint' | 'TxStopPoint'): TxPoint[] {
  const said = facts.settings[`TxCtrlr.${name}`]?.value ?? textOf(facts.facts[name]);
  if (said === undefined) return POINTS.filter((point) => facts.features.includes(FEATURES[name][point] ?? ''));
  const listed = said.split(',').map((point) => point.trim().toLowerCase());
  return POINTS.filter((point) => listed.includes(point.toLowerCase()));
}

const textOf = (value: JsonValue | undefined): string | undefined => (Array.isArray(value) ? value.map(String).join(',') : typeof value === 'string' ? value : undefined);

/** Whether the event of a start or stop point holds at present. A signed value is read once energy may flow. */
function holds(point: TxPoint, { parked, plugged, authorized, charging }: Session): boolean {
  switch (point) {
    case 'ParkingBayOccupancy': return parked;
    case 'EVConnected': return plugged;
    case 'Authorized': return authorized;
    case 'PowerPathClosed': return plugged && authorized;
    case 'DataSigned': case 'EnergyTransfer': return charging;
  }
}

/** What a session comes to by a change: the transaction starts with its start point (E01), and ends when a stop point no longer holds (E06). */
export function advance(facts: Facts, session: Session, change: Partial<Session>): Partial<Session> {
  const next = { ...session, ...change };
  const started = session.started || startPoints(facts).some((point) => holds(point, next));
  // DataSigned has no meaning as a stop point (errata 2025-09, 2.24).
  const ends = stopPoints(facts).some((point) => point !== 'DataSigned' && holds(point, session) && !holds(point, next));
  return { ...change, started, ended: session.ended || (session.started && ends) };
}

/** Whether the station watches its parking bay for transactions: otherwise nobody needs to park. */
export const watchesBay = (facts: Facts): boolean => [...startPoints(facts), ...stopPoints(facts)].includes('ParkingBayOccupancy');

/** The transaction that a testcase is about, from its first event on. */
export const TRANSACTION: Ref = '$started.payload.transactionInfo.transactionId';

type EventType = 'Started' | 'Updated' | 'Ended';
interface Telling<T> {
  /** The first event of a transaction is saved as `started`. */
  as: 'started' | undefined;
  which: { eventType: EventType; triggerReason?: T | { oneOf: T[] }; transactionInfo?: { transactionId: Ref } };
  where: { triggerReason?: T | { oneOf: T[] }; evse?: { id: Ref; connectorId: Ref }; idToken?: Ref };
}

/**
 * What tells the TransactionEvent that a change of the session must bring, if it must bring one, from
 * others, and what it must say whatever brought it: the connector once the EV is connected
 * (E01.FR.16), the token once it is authorized (E02.FR.01, E03.FR.01).
 */
export function tellingsOf<T extends string>(facts: Facts, session: Session, change: Partial<Session>, triggers: T[], token: Ref = '$valid'): Telling<T>[] {
  const next = { ...session, ...advance(facts, session, change) };
  if (!next.started || session.ended) return [];
  const first = !session.started;
  const [only] = triggers;
  const triggerReason = triggers.length === 1 && only !== undefined ? only : { oneOf: triggers };
  const where = {
    ...(next.plugged && (first || !session.plugged) ? { evse: { id: '$evse', connectorId: '$connector' } as const } : {}),
    ...(next.authorized && (first || !session.authorized) ? { idToken: token } : {}),
  };
  if (first) return [{ as: 'started', which: { eventType: 'Started' }, where: { triggerReason, ...where } }];
  return [{ as: undefined, which: { eventType: next.ended ? 'Ended' : 'Updated', triggerReason, transactionInfo: { transactionId: TRANSACTION } }, where }];
}
