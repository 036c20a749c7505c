import type { OcppVersion, Side, Sut } from '../ocppj/types.ts';
import type { WireEvent } from '../peer/types.ts';

export type RuleLevel = 'must' | 'should' | 'certification';

/** What a rule found, with the evidence. */
export interface Finding {
  rule: string;
  level: RuleLevel;
  /** The clause of the specification. */
  clause: string;
  /** One sentence: what is required. */
  requirement: string;
  expected: string;
  actual: string;
  station: string;
  at: number;
  /** The text of the frame that broke it, cut at 2,000 characters. */
  frame?: string;
}

export interface RuleContext {
  version: OcppVersion;
  sut: Sut;
  /** The end that is judged; findings about the other end's frames are ours and are never made. */
  judged: Side;
  /** Tolerance of a timing check, in ms, for a period of this many ms. */
  tolerance(periodMs: number): number;
}

/** What a rule reports when it looks at an event: what was expected and what came. */
export interface Breach {
  expected: string;
  actual: string;
}

/** A check on the event stream of one station that holds in every testcase, and outside of any. */
export interface Rule {
  /** `family/name`, such as `framing/array-shape`. */
  id: string;
  level: RuleLevel;
  versions: readonly OcppVersion[];
  clause: string | Partial<Record<OcppVersion, string>>;
  /** One sentence: what is required. */
  requirement: string;
  /** Makes the rule's state for one station and returns what judges each event. */
  create(context: RuleContext): (event: WireEvent) => Breach | Breach[] | undefined;
  /** Event streams that keep and that break the rule: its test. */
  examples: { passing: readonly RuleExample[]; failing: readonly RuleExample[] };
}

/** A stream of texts: `>` from the station, `<` from the CSMS, each with an optional `@ms`. */
export interface RuleExample {
  name: string;
  version?: OcppVersion;
  events: readonly string[];
}
