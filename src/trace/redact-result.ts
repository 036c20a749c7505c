import { redactText } from './redact.ts';
import type { Failure, TestcaseResult } from './types.ts';

/** Returns a result whose frames, findings and failure texts hold no password, for what is written to disk. */
export function redactResult(result: TestcaseResult, secrets: readonly string[] = []): TestcaseResult {
  const clean = (text: string): string => redactText(text, secrets);
  const literal = (text: string): string => secrets.reduce((rest, secret) => secret === '' ? rest : rest.replaceAll(secret, '[redacted]'), text);
  return {
    ...result,
    ...(result.reason === undefined ? {} : { reason: literal(result.reason) }),
    failures: result.failures.map((failure) => redactFailure(failure, clean, literal)),
    warnings: result.warnings.map((finding) => ({
      ...finding,
      expected: literal(finding.expected),
      actual: literal(finding.actual),
      ...(finding.frame === undefined ? {} : { frame: clean(finding.frame) }),
    })),
    notes: result.notes.map(literal),
  };
}

function redactFailure(failure: Failure, clean: (text: string) => string, literal: (text: string) => string): Failure {
  return {
    ...failure,
    expected: literal(failure.expected),
    actual: literal(failure.actual),
    frames: failure.frames.map((frame) => ({ ...frame, text: clean(frame.text) })),
  };
}
