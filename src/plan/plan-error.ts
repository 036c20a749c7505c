import { redact } from './secrets.ts';

/** One thing wrong with a plan; line and column count from 1, and are 0 for command line flags. */
export interface PlanIssue {
  file: string;
  line: number;
  column: number;
  /** What is wrong, as a sentence. */
  message: string;
  /** What to write instead. */
  suggestion?: string;
}

/** Where plans that were made from command line flags say they come from. */
export const COMMAND_LINE = 'command line';

/** A plan that cannot be used, with everything that is wrong with it. */
export class PlanError extends Error {
  readonly issues: readonly PlanIssue[];
  /** Text of the plan, for the printer; empty when there is none. */
  readonly source: string;

  constructor(issues: readonly PlanIssue[], source = '', secrets: readonly string[] = []) {
    const shown = [...issues]
      .sort((one, other) => one.line - other.line || one.column - other.column)
      .map((issue) => redactIssue(issue, secrets));
    super(shown.map(headline).join('\n'));
    this.name = 'PlanError';
    this.issues = shown;
    this.source = source;
  }
}

/** Prints every issue with its source line and a caret; secrets in the source line are masked. */
export function printPlanError(error: PlanError): string {
  const lines = error.source.split(/\r?\n/);
  return error.issues.map((issue) => printIssue(issue, lines[issue.line - 1])).join('\n\n');
}

function printIssue(issue: PlanIssue, sourceLine: string | undefined): string {
  const printed = [headline(issue)];
  if (sourceLine !== undefined) {
    // A line longer than a screen is cut around the caret, so that the caret stays under its word.
    const from = Math.max(0, issue.column - 1 - 60);
    const excerpt = printable(maskPassword(sourceLine)).slice(from, from + 110);
    const gutter = `  ${issue.line} | `;
    printed.push(gutter + excerpt, `${' '.repeat(gutter.length - 2)}| ${' '.repeat(issue.column - 1 - from)}^`);
  }
  if (issue.suggestion !== undefined) printed.push(`  help: ${issue.suggestion}`);
  return printed.join('\n');
}

function headline(issue: PlanIssue): string {
  const place = issue.line > 0 ? `${issue.file}:${issue.line}:${issue.column}` : issue.file;
  return `${place}: ${issue.message}`;
}

function redactIssue(issue: PlanIssue, secrets: readonly string[]): PlanIssue {
  const { suggestion } = issue;
  return {
    ...issue,
    message: printable(redact(issue.message, secrets)),
    ...(suggestion === undefined ? {} : { suggestion: printable(redact(suggestion, secrets)) }),
  };
}

/** A password that stands in the plan itself is masked up to the next delimiter. */
function maskPassword(line: string): string {
  return line.replace(/(password["']?\s*:\s*)(?!\$\{)("[^"]*"?|'[^']*'?|[^,}#]*)/gi, (_, key: string, value: string) => {
    const spaces = value.length - value.trimEnd().length;
    return `${key}${'*'.repeat(value.length - spaces)}${' '.repeat(spaces)}`;
  });
}

/** Control characters would let a plan from elsewhere write to the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');
}
