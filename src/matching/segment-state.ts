import type { FrameEvent } from '../peer/types.ts';
import type { Progress } from './progress.ts';
import type { Generators, Scope } from './scope.ts';
import type { Category } from './streams.ts';
import type { TimeFrame } from './timing.ts';

/** What a segment is told of the testcase and the plan. */
export interface SegmentEnvironment {
  scope: Scope;
  generators: Generators;
  /** Tolerance in ms of a period of so many ms. */
  tolerance: (ms: number) => number;
  /** Milliseconds that an expectation without `within` waits since the last progress. */
  defaultLimit: number;
  /** Milliseconds that a segment stays open for what may still come. */
  settle: number;
  /** How a CALL that nothing takes is judged. */
  categoryOf: (event: FrameEvent) => Category;
}

/** What a segment has come to. */
export interface SegmentState {
  readonly progress: Progress;
  readonly time: TimeFrame;
  readonly environment: SegmentEnvironment;
}
