/** What was asked of the command line cannot be done; ends the process with code 64. */
export class UsageError extends Error {
  /** What to write instead. */
  readonly suggestion: string | undefined;

  constructor(message: string, suggestion?: string) {
    super(message);
    this.name = 'UsageError';
    this.suggestion = suggestion;
  }
}

/** Exit codes of design section 2; pipelines are built against them. */
export const EXIT = { passed: 0, failed: 1, undecided: 2, usage: 64, SIGINT: 130, SIGTERM: 143 } as const;
