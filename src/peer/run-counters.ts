import { createHash } from 'node:crypto';

/** Numbers that no two endpoints of a run may give out twice. */
export interface RunCounters {
  /** The next connection number, from 1. */
  connection(): number;
  /** The next 1.6 transaction id, at least 1000. */
  transaction(): number;
}

/** Makes counters whose transaction ids start at a value that looks random but depends on `seed` alone. */
export function createRunCounters(seed: string): RunCounters {
  let connections = 0;
  let transactions = 1000 + (createHash('sha256').update(seed).digest().readUInt32BE(0) % 900_000);
  return {
    connection: () => (connections += 1),
    transaction: () => (transactions += 1),
  };
}
