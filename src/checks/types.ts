import type { JsonValue } from '../ocppj/types.ts';

export type Arguments = Record<string, JsonValue>;

/** What a check found wrong: what was wanted and what came. */
export interface Shortcoming { expected: string; actual: string }

/** A named pure function that judges saved values, with examples that are its test. */
export interface Verifier {
  /** One sentence for `show` and for a failure. */
  sentence: string;
  verify(args: Arguments): Shortcoming | undefined;
  examples: { passing: Arguments[]; failing: Arguments[] };
}

/** A named pure function that makes a value, with an example of what it makes. */
export interface ValueMaker {
  sentence: string;
  make(args: Arguments): JsonValue;
  examples: { args: Arguments; value: JsonValue }[];
}
