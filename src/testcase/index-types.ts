import type { OcppVersion, Sut } from '../ocppj/types.ts';

/** What `list` knows of a testcase without importing it. */
export interface IndexEntry {
  id: string;
  title: string;
  purpose: string;
  /** Below testcases/, without extension. */
  path: string;
  ocpp: OcppVersion;
  sut: Sut;
  profile: string;
  topic: string;
  requires: string[];
  /** Clauses. */
  requirements: string[];
  oneWay: boolean;
  /** Seconds that it takes at least, by its waits and intervals. */
  estimateSeconds: number;
  /** How often somebody has to touch the charger. */
  operatorTrips: number;
}

/** Which versions the testcases of a folder serve: 2.1 runs the 2.0.1 ones too, with its own schemas. */
export function servesVersion(entry: Pick<IndexEntry, 'ocpp'>, version: OcppVersion): boolean {
  return entry.ocpp === version || (version === '2.1' && entry.ocpp === '2.0.1');
}
