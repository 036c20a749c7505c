import type { Colors } from 'picocolors/types.js';
import type { RunResult, TestcaseResult } from '../trace/types.ts';
import { paintStatus } from './console-text.ts';
import { countOf, escapeText, formatDuration } from './escape.ts';
import { groupFindings, isBad, reasonOf, statusOf } from './status.ts';
import type { Status } from './status.ts';

const LABEL_WIDTH = 19;
const NUMBER_WIDTH = 5;
/** So many testcases are named again at the end; a longer list is in the reports. */
const MAX_NAMED = 30;
const MAX_RULES = 15;

/** The end of a run: counts, warnings by rule, what was not green, where the reports are, what to do next. */
export function summaryLines(run: RunResult, folder: string, files: readonly string[], colors: Colors): string[] {
  return [
    '', colors.bold('Summary'), ...countLines(run, colors),
    ...warningLines(run, colors),
    ...namedLines(run, colors),
    ...interruptLines(run, colors),
    '', `Reports: ${folder}`, ...(files.length > 0 ? [`  ${files.join('  ')}`] : []),
    ...nextLines(run, folder, files),
  ];
}

function row(label: string, value: string | number, note = ''): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${String(value).padStart(NUMBER_WIDTH)}${note === '' ? '' : `  ${note}`}`;
}

function countLines(run: RunResult, colors: Colors): string[] {
  const statuses = new Map<Status, number>();
  for (const result of run.testcases) statuses.set(statusOf(result), (statuses.get(statusOf(result)) ?? 0) + 1);
  const line = (status: Status, label: string, always: boolean, note = ''): string[] => {
    const count = statuses.get(status) ?? 0;
    if (count === 0 && !always) return [];
    const text = row(label, count, note);
    return [count > 0 ? paintStatus(status, text, colors) : colors.dim(text)];
  };
  const flaky = run.counts.flaky > 0 ? `${run.counts.flaky} of them flaky: passed only when tried again` : '';
  const rules = groupFindings(run).length;
  const operator = run.testcases.reduce((sum, result) => sum + result.operatorMs, 0);
  const waited = operator > 0 ? `  ${formatDuration(operator)} of it waiting for the operator` : '';
  return [
    ...line('passed', 'passed', true, flaky),
    ...line('failed', 'failed', true),
    ...line('unexpected-pass', 'unexpected passes', false, 'expected to fail, but passed: this fails the run'),
    ...line('inconclusive', 'inconclusive', true),
    ...line('error', 'error', true),
    ...line('expected-failure', 'expected failures', false),
    ...line('not-applicable', 'not applicable', true),
    row('findings', run.counts.warnings + run.findings.length, rules > 0 ? `of ${countOf(rules, 'rule')}` : ''),
    `  ${'duration'.padEnd(LABEL_WIDTH)}${formatDuration(run.durationMs)}${waited}`,
  ];
}

function warningLines(run: RunResult, colors: Colors): string[] {
  const rules = groupFindings(run);
  if (rules.length === 0) return [];
  const lines = rules.slice(0, MAX_RULES).map((rule) =>
    `  ${String(rule.count).padStart(4)} ×  ${colors.yellow(escapeText(rule.rule, 80))}  ${escapeText(rule.level, 20)}, ${escapeText(rule.clause, 80)}: ${escapeText(rule.requirement, 300)}`);
  if (rules.length > MAX_RULES) lines.push(`  … and ${countOf(rules.length - MAX_RULES, 'more rule')}`);
  return ['', colors.bold('Findings by rule'), ...lines];
}

function namedLines(run: RunResult, colors: Colors): string[] {
  const bad = run.testcases.filter((result) => isBad(statusOf(result)));
  if (bad.length === 0) return [];
  const lines = bad.slice(0, MAX_NAMED).map((result) => `  ${paintStatus(statusOf(result), statusOf(result).padEnd(15), colors)} ${escapeText(result.id, 100)}  ${briefly(result)}`);
  if (bad.length > MAX_NAMED) lines.push(`  … and ${bad.length - MAX_NAMED} more`);
  return ['', colors.bold('Not green'), ...lines];
}

function briefly(result: TestcaseResult): string {
  return escapeText(reasonOf(result) ?? result.title, 160);
}

function interruptLines(run: RunResult, colors: Colors): string[] {
  if (run.interrupted === undefined) return [];
  const cause = run.interrupted === 'bail' ? 'stopped at the first failure (--bail)' : `interrupted by ${run.interrupted}`;
  return ['', colors.yellow(`The run was ${cause} after ${countOf(run.testcases.length, 'testcase')}; the reports hold what was judged.`)];
}

function nextLines(run: RunResult, folder: string, files: readonly string[]): string[] {
  const bad = run.testcases.find((result) => isBad(statusOf(result)));
  const next: string[] = [];
  if (files.includes('report.html')) next.push(`open ${folder}/report.html in a browser`);
  if (bad) next.push(`plugproof show ${escapeText(bad.id, 100)}    what it does, and which clauses it proves`);
  if (bad) next.push(`${folder}/${escapeText(bad.trace, 200)}    every frame of it`);
  if (bad || run.interrupted !== undefined) next.push(`the same command with --resume ${folder}    only what has not passed`);
  return next.length === 0 ? [] : ['', 'Next', ...next.map((line) => `  ${line}`)];
}
