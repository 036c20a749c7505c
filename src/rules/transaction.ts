import type { FrameEvent, WireEvent } from '../peer/types.ts';
import { fieldOf } from './fields.ts';
import type { Breach, Rule } from './types.ts';

/** Events that are remembered, of all transactions together; the oldest transaction makes room. */
const MOST_EVENTS = 20_000;
/** No id or date-time that a schema accepts is longer. */
const LONGEST = 100;

/** A TransactionEvent, as far as the rules look at it. */
interface Event { seqNo: number; eventType: string; transactionId: string; offline: boolean; words: string }

interface Transaction {
  /** Type, trigger and time of the event with each number: a repetition has the same. */
  events: Map<number, string>;
  lowest: number;
  highest: number;
  /** The number of the Started event, and of the Ended one. */
  first: number | undefined;
  last: number | undefined;
  /** A connection was lost meanwhile, or the station was offline: it may have dropped events (E04.FR.07). */
  interrupted: boolean;
}

type Judge = (event: Event, transaction: Transaction) => Breach | undefined;

/** Follows the transactions of a 2.x station; `judge` sees each event that is no repetition before it counts. */
function followEvents(judge: Judge): (event: WireEvent) => Breach | undefined {
  const transactions = new Map<string, Transaction>();
  let remembered = 0;
  return (wire) => {
    if (wire.type === 'connection' && wire.event === 'Close') for (const transaction of transactions.values()) transaction.interrupted = true;
    const event = wire.type === 'frame' && wire.direction === 'in' ? eventIn(wire) : undefined;
    if (!event) return undefined;
    const transaction = transactions.get(event.transactionId) ?? unseen();
    if (transaction.events.get(event.seqNo) === event.words) return undefined;
    if (event.offline) transaction.interrupted = true;
    const breach = judge(event, transaction);
    remembered += note(event, transaction);
    transactions.set(event.transactionId, transaction);
    const [oldest] = transactions;
    if (remembered > MOST_EVENTS && oldest && transactions.delete(oldest[0])) remembered -= oldest[1].events.size;
    return breach;
  };
}

const unseen = (): Transaction => ({ events: new Map(), lowest: Infinity, highest: -Infinity, first: undefined, last: undefined, interrupted: false });

function eventIn({ frame }: FrameEvent): Event | undefined {
  if (frame.kind !== 'CALL' || frame.action !== 'TransactionEvent') return undefined;
  const { payload } = frame;
  const [seqNo, transactionId] = [fieldOf(payload, 'seqNo'), fieldOf(fieldOf(payload, 'transactionInfo'), 'transactionId')];
  if (typeof seqNo !== 'number' || typeof transactionId !== 'string' || transactionId.length > LONGEST) return undefined;
  const text = (name: string): string => String(fieldOf(payload, name)).slice(0, LONGEST);
  const eventType = text('eventType');
  return { seqNo, transactionId, eventType, offline: fieldOf(payload, 'offline') === true, words: `${eventType} ${text('triggerReason')} of ${text('timestamp')}` };
}

/** Remembers an event; returns by how many events more are remembered. */
function note({ seqNo, eventType, words }: Event, transaction: Transaction): number {
  if (eventType === 'Started') transaction.first ??= seqNo;
  if (eventType === 'Ended') transaction.last ??= seqNo;
  transaction.lowest = Math.min(transaction.lowest, seqNo);
  transaction.highest = Math.max(transaction.highest, seqNo);
  if (transaction.events.has(seqNo)) return 0;
  transaction.events.set(seqNo, words);
  return 1;
}

const breach = (expected: string, actual: string): Breach => ({ expected: `$[3].${expected}`, actual });

function judgeNumber({ seqNo, eventType, words }: Event, { events, lowest, highest, first, last, interrupted }: Transaction): Breach | undefined {
  // A second start or end is the other rule's.
  if ((eventType === 'Started' && first !== undefined) || (eventType === 'Ended' && last !== undefined)) return undefined;
  const holder = events.get(seqNo);
  if (holder !== undefined) return breach('seqNo: a number of its own for each event of a transaction', `${seqNo} for ${words}, as before for ${holder}`);
  if (eventType === 'Started' && seqNo > lowest) return breach('seqNo: of the Started event the lowest of its transaction', `${seqNo}, after ${lowest}`);
  if (first !== undefined && seqNo < first) return breach(`seqNo: above ${first}, that of the Started event`, String(seqNo));
  if (last !== undefined && seqNo > last) return breach(`seqNo: below ${last}, that of the Ended event`, String(seqNo));
  if (eventType !== 'Ended' || events.size === 0) return undefined;
  if (seqNo < highest) return breach('seqNo: of the Ended event the highest of its transaction', `${seqNo}, after ${highest}`);
  const gap = missing([...events.keys(), seqNo]);
  return gap === undefined || interrupted ? undefined : breach('seqNo: raised by 1 for each event of a transaction', `${seqNo} for ${words}; ${gap} never came`);
}

/** The first number that is left out between the lowest and the highest. */
function missing(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const before = sorted.find((number, index) => index + 1 < sorted.length && sorted[index + 1] !== number + 1);
  return before === undefined ? undefined : before + 1;
}

function judgeOnce({ seqNo, eventType, transactionId }: Event, { first, last }: Transaction): Breach | undefined {
  const before = eventType === 'Started' ? first : eventType === 'Ended' ? last : undefined;
  if (before === undefined) return undefined;
  return breach(`eventType: ${eventType} once for transaction ${transactionId.slice(0, 40)}`, `${eventType} with seqNo ${seqNo}, as before with seqNo ${before}`);
}

const chargingStation = (rule: Omit<Rule, 'create' | 'versions'> & { judge: Judge }): Rule => ({
  ...rule, versions: ['2.0.1', '2.1'], create: ({ judged }) => (judged === 'station' ? followEvents(rule.judge) : () => undefined),
});

const told = (eventType: string, seqNo: number, more: { second?: number; id?: string; offline?: true; triggerReason?: string } = {}): string => {
  const { second = seqNo, id = 'T', offline, triggerReason = eventType === 'Started' ? 'Authorized' : 'ChargingStateChanged' } = more;
  const timestamp = `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
  return `> [2,"${id}${seqNo}${offline === undefined ? '' : 'again'}-${second}","TransactionEvent",${JSON.stringify({ eventType, timestamp, triggerReason, seqNo, ...(offline === undefined ? {} : { offline }), transactionInfo: { transactionId: id } })}]`;
};

const CLOSE = '> Close {"code":1006,"reason":""}';

/** What the events of a 2.x transaction say about their place in it. Events may arrive in any order (1.3.2). */
export const TRANSACTION_RULES: readonly Rule[] = [
  chargingStation({
    id: 'transaction/seq-no', level: 'must', clause: 'E 1.3.2.1; E01.FR.07, E04.FR.04', judge: judgeNumber,
    requirement: 'The seqNo of a transaction\'s events goes up by one from Started to Ended; it is not used again, and none is left out but what was dropped offline.',
    examples: {
      passing: [
        { name: 'in order', events: [told('Started', 0), told('Updated', 1), told('Ended', 2)] },
        { name: 'a counter that goes on from the transaction before', events: [told('Started', 7), told('Updated', 8), told('Ended', 9)] },
        { name: 'sent again', events: [told('Started', 0), told('Updated', 1), CLOSE, told('Updated', 1, { offline: true }), told('Ended', 2)] },
        { name: 'out of order', events: [told('Started', 0), told('Updated', 2), told('Updated', 1), told('Ended', 3)] },
        { name: 'dropped while offline', events: [told('Started', 0), CLOSE, told('Updated', 3, { offline: true }), told('Ended', 5)] },
        { name: 'two at a time', events: [told('Started', 0), told('Started', 0, { id: 'U' }), told('Ended', 1), told('Ended', 1, { id: 'U' })] },
        { name: 'the recording begins later', events: [told('Updated', 4), told('Ended', 5)] },
      ],
      failing: [
        { name: 'a gap', events: [told('Started', 0), told('Updated', 2), told('Ended', 4)] },
        { name: 'the end starts anew', events: [told('Started', 0), told('Updated', 1), told('Ended', 0, { second: 5 })] },
        { name: 'the end is lower than what came before', events: [told('Started', 3), told('Updated', 5), told('Ended', 4)] },
        { name: 'the end is lower than the start', events: [told('Started', 3), told('Ended', 0)] },
        { name: 'an event after the end', events: [told('Started', 0), told('Ended', 1), told('Updated', 2)] },
        { name: 'a start in the middle', events: [told('Updated', 1), told('Started', 2)] },
        { name: 'the same number twice', events: [told('Started', 0), told('Updated', 1), told('Updated', 1, { second: 9 })] },
      ],
    },
  }),
  chargingStation({
    id: 'transaction/started-once', level: 'must', clause: 'TransactionEventRequest.eventType; E01.FR.08', judge: judgeOnce,
    requirement: 'A transaction has one Started event and one Ended event, and no later transaction has its id.',
    examples: {
      passing: [
        { name: 'once', events: [told('Started', 0), told('Updated', 1), told('Ended', 2)] }, { name: 'sent again', events: [told('Started', 0), told('Started', 0), told('Ended', 1), told('Ended', 1)] },
        { name: 'two transactions', events: [told('Started', 0), told('Started', 0, { id: 'U' })] },
      ],
      failing: [
        { name: 'twice', events: [told('Started', 0), told('Started', 1)] }, { name: 'an id that was used before', events: [told('Started', 0), told('Ended', 1), told('Started', 0, { second: 30 })] },
        { name: 'two ends', events: [told('Started', 0), told('Ended', 1), told('Ended', 2)] },
      ],
    },
  }),
];
