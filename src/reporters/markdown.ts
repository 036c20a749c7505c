import { join } from 'node:path';
import { writeWhole } from '../trace/run-writer.ts';
import type { Reporter, RunResult, TestcaseResult } from '../trace/types.ts';
import { countOf, escapeText, formatDuration } from './escape.ts';
import { failureText } from './failure-text.ts';
import { groupByTopic, groupFindings, isBad, reasonOf, statusOf } from './status.ts';
import type { Status } from './status.ts';

/** Most testcases whose failure is written out; the others are in the table. */
const MAX_FAILURES = 50;
const MARKS: Readonly<Record<Status, string>> = {
  passed: '✅', failed: '❌', inconclusive: '❓', error: '💥', 'not-applicable': '➖', 'expected-failure': '⭕', 'unexpected-pass': '❌',
};
const ORDER: readonly Status[] = ['passed', 'failed', 'unexpected-pass', 'inconclusive', 'error', 'expected-failure', 'not-applicable'];

/** Writes `summary.md`: what a merge request or a job page shows. */
export function createMarkdownReporter(): Reporter {
  return {
    name: 'markdown',
    async finish(run, folder) {
      const path = join(folder, 'summary.md');
      await writeWhole(path, buildMarkdown(run));
      return [path];
    },
  };
}

/** Builds the summary of a run in GitHub's dialect of Markdown; texts of a device cannot add markup. */
export function buildMarkdown(run: RunResult): string {
  return [...heading(run), ...countTable(run), ...failureSections(run), ...ruleTable(run), ...allTestcases(run)].join('\n') + '\n';
}

/** What begins markup, a mention, an issue reference or a link; an underscore within a word does not. */
const MARKUP = /[\\`*[\]|~$@#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/)/g;

/** Escapes a text for a paragraph or a table cell, so that it shows as it is. */
function cell(text: string, max = 300): string {
  return escapeText(text, max).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    .replace(MARKUP, (found) => `&#${found.charCodeAt(0)};`);
}

/** A fence that the text cannot close: longer than any run of backticks in it. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, text, fence];
}

function heading(run: RunResult): string[] {
  const verdict = run.exitCode === 0 ? '✅ green' : '❌ not green';
  const lines = [
    `# plugproof: ${verdict}`, '',
    `OCPP ${run.ocpp}, ${run.sut}, ${run.stations.map((station) => cell(station, 60)).join(', ')}; run ${cell(run.run)}, ${formatDuration(run.durationMs)}, exit code ${run.exitCode}`, '',
  ];
  if (run.interrupted !== undefined) lines.push(`**Interrupted (${run.interrupted}) after ${countOf(run.testcases.length, 'testcase')}.**`, '');
  return lines;
}

function countTable(run: RunResult): string[] {
  const rows = ORDER.map((status) => [status, run.testcases.filter((result) => statusOf(result) === status).length] as const)
    .filter(([status, count]) => count > 0 || status === 'passed' || status === 'failed')
    .map(([status, count]) => `| ${MARKS[status]} ${status} | ${count} |`);
  if (run.counts.flaky > 0) rows.push(`| 🔁 flaky, within passed | ${run.counts.flaky} |`);
  if (run.counts.warnings > 0) rows.push(`| ⚠️ warnings | ${run.counts.warnings} |`);
  return ['| | |', '| --- | ---: |', ...rows, ''];
}

function failureSections(run: RunResult): string[] {
  const bad = run.testcases.filter((result) => isBad(statusOf(result)));
  const lines = bad.slice(0, MAX_FAILURES).flatMap((result) => [
    `### ${MARKS[statusOf(result)]} ${cell(result.id, 100)} ${cell(result.title)}`, '',
    ...(result.failures.length === 0 ? [cell(reasonOf(result) ?? ''), ''] : []),
    ...result.failures.flatMap((failure) => [...fenced(failureText(failure)), '']),
    `Requirements: ${result.requirements.map((requirement) => cell(requirement, 100)).join(', ')}. Trace: ${cell(result.trace, 200)}`, '',
  ]);
  if (bad.length > MAX_FAILURES) lines.push(`… and ${bad.length - MAX_FAILURES} more, in the table below.`, '');
  return lines.length === 0 ? [] : ['## Not green', '', ...lines];
}

function ruleTable(run: RunResult): string[] {
  const rules = groupFindings(run);
  if (rules.length === 0) return [];
  const rows = rules.map((rule) => `| ${cell(rule.rule, 80)} | ${cell(rule.level, 20)} | ${rule.count} | ${cell(rule.clause, 80)}: ${cell(rule.requirement)} |`);
  return ['## Findings by rule', '', '| rule | level | count | requirement |', '| --- | --- | ---: | --- |', ...rows, ''];
}

function allTestcases(run: RunResult): string[] {
  const lines = [...groupByTopic(run.testcases)].flatMap(([topic, results]) => [
    `<details><summary>${cell(topic)} (${results.length})</summary>`, '',
    '| | testcase | time | |', '| --- | --- | ---: | --- |', ...results.map(testcaseRow), '', '</details>', '',
  ]);
  return lines.length === 0 ? [] : ['## Testcases', '', ...lines];
}

function testcaseRow(result: TestcaseResult): string {
  const status = statusOf(result);
  const flaky = result.flaky ? `flaky, attempt ${result.attempt}; ` : '';
  return `| ${MARKS[status]} ${status} | ${cell(result.id, 100)} ${cell(result.title)} | ${formatDuration(result.durationMs)} | ${flaky}${cell(reasonOf(result) ?? '', 200)} |`;
}
