import { REDACTED, redactText } from './redact.ts';
import type { Finding } from '../rules/types.ts';
import type { Failure, TestcaseResult } from './types.ts';

/** What the published schema of run.json allows. */
const MAX_FRAMES = 10;

/** Returns a result whose frames, findings and failure texts hold no password, for what is written to disk. */
export function redactResult(result: TestcaseResult, secrets: readonly string[] = []): TestcaseResult {
  const clean = (text: string): string => redactText(text, secrets);
  const literal = (text: string): string => redactLiterals(text, secrets);
  return {
    ...result,
    ...(result.reason === undefined ? {} : { reason: literal(result.reason) }),
    failures: result.failures.map((failure) => redactFailure(failure, clean, literal)),
    warnings: result.warnings.map((finding) => redactFinding(finding, secrets)),
    notes: result.notes.map(literal),
  };
}

/** Returns a finding whose frame and texts hold no password. */
export function redactFinding(finding: Finding, secrets: readonly string[] = []): Finding {
  return {
    ...finding,
    expected: redactLiterals(finding.expected, secrets),
    actual: redactLiterals(finding.actual, secrets),
    ...(finding.frame === undefined ? {} : { frame: redactText(finding.frame, secrets) }),
  };
}

function redactLiterals(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => secret === '' ? rest : rest.replaceAll(secret, REDACTED), text);
}

function redactFailure(failure: Failure, clean: (text: string) => string, literal: (text: string) => string): Failure {
  return {
    ...failure,
    expected: literal(failure.expected),
    actual: literal(failure.actual),
    frames: failure.frames.slice(-MAX_FRAMES).map((frame) => ({ ...frame, text: clean(frame.text) })),
  };
}
