import type { Failure, TestcaseResult } from '../trace/types.ts';
import { escapeText } from './escape.ts';

/** What a line of a failure says; a reporter colours by it. */
export type FailurePart = 'step' | 'requirement' | 'expected' | 'actual' | 'frames' | 'frame';

export interface FailureLine {
  part: FailurePart;
  /** The label before the text; empty for a frame. */
  label: string;
  /** Escaped and bounded, on one line. */
  text: string;
}

const MAX_FRAMES = 10;
const MAX_FRAME = 1000;

/**
 * Turns a failure into lines, the same in every reporter (design section 5): the step it stopped at,
 * then requirement, expected, actual, last frames. No text of a device leaves it unescaped.
 */
export function failureLines(failure: Failure): FailureLine[] {
  const rule = failure.rule === undefined ? '' : ` (rule ${failure.rule})`;
  const frames = failure.frames.slice(-MAX_FRAMES);
  return [
    { part: 'step', label: `${failure.verdict} at ${escapeText(stepName(failure.step), 200)}`, text: escapeText(failure.stepText) },
    { part: 'requirement', label: 'requirement', text: escapeText(`${failure.requirement}${rule}`) },
    { part: 'expected', label: 'expected', text: escapeText(failure.expected) },
    { part: 'actual', label: 'actual', text: escapeText(failure.actual) },
    { part: 'frames', label: 'last frames', text: frames.length === 0 ? 'none' : '' },
    ...frames.map((frame): FailureLine => ({
      part: 'frame',
      label: '',
      text: `${formatOffset(frame.atMs)}  device ${frame.direction === 'in' ? '→' : '←'} ${escapeText(frame.text, MAX_FRAME)}`,
    })),
  ];
}

function stepName(step: string): string {
  return /^\d/.test(step) ? `step ${step}` : step;
}

/** Milliseconds since the testcase started, as `+1.203 s`. */
export function formatOffset(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1000).toFixed(3)} s`;
}

const LABEL_WIDTH = 'requirement'.length + 2;

/** The lines of a failure as plain text, with their labels in a column. */
export function failureText(failure: Failure): string {
  return failureLines(failure).map(formatLine).join('\n');
}

/** All failures of a testcase as plain text, an empty line between two. */
export function failuresText(result: TestcaseResult): string {
  return result.failures.map(failureText).join('\n\n');
}

function formatLine(line: FailureLine): string {
  if (line.part === 'frame') return `  ${line.text}`;
  if (line.part === 'step') return `${line.label}: ${line.text}`;
  return (`${line.label}:`.padEnd(LABEL_WIDTH) + line.text).trimEnd();
}
