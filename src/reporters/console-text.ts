import type { Colors } from 'picocolors/types.js';
import type { RunResult, StepResult, TestcaseResult } from '../trace/types.ts';
import { countOf, escapeText, formatDuration } from './escape.ts';
import { failureLines } from './failure-text.ts';
import type { FailurePart } from './failure-text.ts';
import { isBad, reasonOf, statusOf } from './status.ts';
import type { Status } from './status.ts';

const SYMBOLS: Readonly<Record<Status, string>> = {
  passed: '✓', failed: '✗', inconclusive: '?', error: '!', 'not-applicable': '–', 'expected-failure': '○', 'unexpected-pass': '✗',
};

/** The word that a status begins its line with; in one column. */
const STATUS_WIDTH = 'expected-failure'.length;

/** Paints a status word or symbol in the colour that it has everywhere. */
export function paintStatus(status: Status, text: string, colors: Colors): string {
  if (status === 'passed') return colors.green(text);
  if (status === 'failed' || status === 'unexpected-pass') return colors.red(text);
  if (status === 'error') return colors.magenta(text);
  if (status === 'inconclusive') return colors.yellow(text);
  return colors.dim(text);
}

/** The lines of one finished testcase: its verdict, then why it is not green, then its steps where wanted. */
export function testcaseLines(result: TestcaseResult, colors: Colors, verbose: boolean): string[] {
  const status = statusOf(result);
  const mark = paintStatus(status, `${SYMBOLS[status]} ${status.padEnd(STATUS_WIDTH)}`, colors);
  const head = `  ${mark}  ${escapeText(result.id, 100)}  ${escapeText(result.title, 200)}  ${colors.dim(extras(result))}`;
  const lines = [head];
  if (verbose) lines.push(...result.steps.map((step) => `      ${colors.dim(stepLine(step))}`));
  const reason = reasonOf(result);
  if (reason !== undefined && (result.failures.length === 0 || result.expectedFailure)) lines.push(`      ${escapeText(reason, 500)}`);
  if (isBad(status) || verbose) lines.push(...failureBlock(result, colors));
  return lines;
}

function extras(result: TestcaseResult): string {
  const parts = [formatDuration(result.durationMs)];
  if (result.flaky) parts.push(`flaky, attempt ${result.attempt}`);
  if (result.warnings.length > 0) parts.push(countOf(result.warnings.length, 'warning'));
  return parts.join(', ');
}

/** A step as one line: status, path, sentence, duration. */
export function stepLine(step: StepResult): string {
  const note = step.note === undefined ? '' : ` (${escapeText(step.note, 300)})`;
  return `${step.status.padEnd(12)} ${escapeText(step.path, 60)}  ${escapeText(step.text, 300)}${note}  ${formatDuration(step.durationMs)}`;
}

function failureBlock(result: TestcaseResult, colors: Colors): string[] {
  return result.failures.flatMap((failure) => failureLines(failure).map((line) => {
    if (line.part === 'frame') return `          ${colors.dim(line.text)}`;
    const label = line.part === 'step' ? `${line.label}: ` : `  ${`${line.label}:`.padEnd(13)}`;
    return `      ${colors.bold(label)}${paintPart(line.part, line.text, colors)}`.trimEnd();
  }));
}

function paintPart(part: FailurePart, text: string, colors: Colors): string {
  if (part === 'expected') return colors.green(text);
  return part === 'actual' ? colors.red(text) : text;
}

/** The lines before the first testcase: what is judged, and what is known to be in the way. */
export function headerLines(run: RunResult, selected: number, lanes: number, notices: readonly string[], colors: Colors): string[] {
  const device = run.sut === 'csms' ? 'CSMS' : run.ocpp === '1.6' ? 'charge point' : 'charging station';
  const stations = run.stations.map((station) => escapeText(station, 60)).join(', ');
  const where = run.plan === undefined ? '' : `, plan ${escapeText(run.plan, 100)}`;
  const side = lanes > 1 ? `, ${lanes} lanes` : '';
  return [
    colors.bold(`plugproof ${run.tool.version}: OCPP ${run.ocpp} ${device} ${stations}`),
    `${countOf(selected, 'testcase')}${side}${where}`,
    ...notices.map((notice) => colors.yellow(`notice: ${escapeText(notice, 1000)}`)),
  ];
}
