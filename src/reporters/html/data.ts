import type { RunResult } from '../../trace/types.ts';

/** What the page is given: everything it shows, as JSON. */
export interface ReportData {
  run: RunResult;
  /** By trace path, which attempts and stations of a testcase share. */
  traces: Record<string, ReportTrace>;
}

export interface ReportTrace {
  entries: TraceEntry[];
  /** Records that were left out between the first and the last ones. */
  omitted: number;
  /** Why there is no trace, or what is missing from it. */
  note?: string;
}

/** One row of the message sequence. */
export interface TraceEntry {
  kind: 'call' | 'result' | 'error' | 'text' | 'connection' | 'marker';
  /** ISO date-time. */
  time: string;
  /** Who it comes from: the station or the CSMS; none for markers. */
  from?: 'station' | 'csms';
  /** The action, the event, or the text of a marker. */
  label: string;
  id?: string;
  /** The text as it crossed the wire, or the detail of an event; cut. */
  text?: string;
  /** Problems that were found in it, as sentences. */
  problems?: string[];
}
