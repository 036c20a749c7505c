import type { Failure } from '../trace/types.ts';

/** Ends a testcase where it stands, with the reason; verdicts are set where they are known. */
export class Halt extends Error {
  override readonly name = 'Halt';

  constructor(readonly failure: Failure) {
    super(`${failure.requirement}: expected ${failure.expected}; got ${failure.actual}`);
  }
}

/** The device cannot be judged by this testcase after all: it becomes not-applicable. */
export class NotApplicable extends Error {}
