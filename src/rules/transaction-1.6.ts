import type { WireEvent } from '../peer/types.ts';
import { fieldOf } from './fields.ts';
import type { Breach, Rule } from './types.ts';

/** Stops that are remembered; the oldest go first. */
const MOST = 1_000;

/** A stop is over once it was answered; on another connection it may be sent again, since the answer may be lost. */
function followStops(): (event: WireEvent) => Breach | undefined {
  const asked = new Map<string, number>();
  const stopped = new Map<number, number>();
  return (event) => {
    if (event.type !== 'frame') return undefined;
    const { frame, direction, connection } = event;
    if (direction === 'out') {
      const transactionId = frame.kind === 'CALLRESULT' ? asked.get(frame.id) : undefined;
      const given = frame.kind === 'CALLRESULT' && event.action === 'StartTransaction' ? fieldOf(frame.payload, 'transactionId') : undefined;
      // An id that the CSMS gives again is that of another transaction.
      if (typeof given === 'number') stopped.delete(given);
      asked.delete(frame.id);
      if (transactionId !== undefined) remember(stopped, transactionId, connection);
      return undefined;
    }
    if (frame.kind !== 'CALL' || frame.action !== 'StopTransaction') return undefined;
    const transactionId = fieldOf(frame.payload, 'transactionId');
    // Errata 3.18: -1 stands for every transaction whose id is not known.
    if (typeof transactionId !== 'number' || transactionId < 0) return undefined;
    remember(asked, frame.id, transactionId);
    return stopped.get(transactionId) === connection ? { expected: '$[3].transactionId: no second StopTransaction, since the first was answered', actual: String(transactionId) } : undefined;
  };
}

function remember<Key>(map: Map<Key, number>, key: Key, value: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}

const stop = (id: string, transactionId: number): string => `> [2,"${id}","StopTransaction",{"transactionId":${transactionId},"meterStop":1,"timestamp":"2026-01-01T00:00:09Z"}]`;

/** How the transactions of a 1.6 charge point begin and end. */
export const TRANSACTION_RULES_1_6: readonly Rule[] = [{
  id: 'transaction/stopped-once', level: 'must', versions: ['1.6'], clause: '4.10, 3.7.1',
  requirement: 'A transaction is stopped by one StopTransaction; only one that was not answered is sent again.',
  create: ({ judged }) => (judged === 'station' ? followStops() : () => undefined),
  examples: {
    passing: [
      { name: 'once', events: [stop('a', 7), '< [3,"a",{}]', stop('b', 8)] }, { name: 'not processed', events: [stop('a', 7), '< [4,"a","InternalError","",{}]', stop('b', 7)] },
      {
        name: 'an id that was given again', events: [
          stop('a', 7), '< [3,"a",{}]', '> [2,"s","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-01-01T00:00:09Z"}]',
          '< [3,"s",{"transactionId":7,"idTagInfo":{"status":"Accepted"}}]', stop('b', 7),
        ],
      },
      { name: 'of unknown ids', events: [stop('a', -1), '< [3,"a",{}]', stop('b', -1)] },
    ],
    failing: [{ name: 'twice', events: [stop('a', 7), '< [3,"a",{}]', stop('b', 7)] }],
  },
}];
