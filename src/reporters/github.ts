import { appendFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { Reporter, RunResult, TestcaseResult } from '../trace/types.ts';
import { escapeText } from './escape.ts';
import { failuresText } from './failure-text.ts';
import { buildMarkdown } from './markdown.ts';
import type { ReporterOptions } from './registry.ts';
import { isBad, reasonOf, statusOf } from './status.ts';

/** GitHub shows ten annotations of a level per step and drops the rest without a word. */
const MAX_ANNOTATIONS = 10;
/** GitHub refuses a step summary above 1 MiB; whole lines are kept up to this many bytes. */
const MAX_SUMMARY = 1_000_000;

interface Annotation {
  level: 'error' | 'warning';
  title: string;
  message: string;
  file?: string;
}

/** Prints workflow annotations, and appends the Markdown summary to the job's page. */
export function createGithubReporter(options: ReporterOptions): Reporter {
  const stream = options.stream ?? process.stdout;
  const env = options.env ?? process.env;
  return {
    name: 'github',
    async finish(run, folder) {
      const workspace = env.GITHUB_WORKSPACE ?? process.cwd();
      for (const annotation of buildAnnotations(run, relative(workspace, folder))) stream.write(`${formatAnnotation(annotation)}\n`);
      const summary = env.GITHUB_STEP_SUMMARY;
      if (summary === undefined || summary === '') return [];
      await appendFile(summary, clipLines(buildMarkdown(run), MAX_SUMMARY), 'utf8');
      return [];
    },
  };
}

/** The annotations of a run: errors for what is not green, warnings for flaky testcases and findings. */
export function buildAnnotations(run: RunResult, folder: string): Annotation[] {
  const errors = run.testcases.filter((result) => isBad(statusOf(result))).map((result) => annotate('error', result, folder));
  const warnings = run.testcases.filter((result) => result.flaky || result.warnings.length > 0).map((result) => annotate('warning', result, folder));
  return [...limit(errors, 'error'), ...limit(warnings, 'warning')];
}

function annotate(level: Annotation['level'], result: TestcaseResult, folder: string): Annotation {
  const status = level === 'error' ? statusOf(result) : result.flaky ? 'flaky' : 'warning';
  const findings = result.warnings.slice(0, MAX_ANNOTATIONS)
    .map((finding) => escapeText(`${finding.rule} (${finding.clause}): expected ${finding.expected}, actual ${finding.actual}`, 1000)).join('\n');
  const flaky = `passed at attempt ${result.attempt}, after one that did not`;
  const message = level === 'error' ? failuresText(result) || (reasonOf(result) ?? status) : [result.flaky ? flaky : '', findings].filter(Boolean).join('\n');
  const file = join(folder, result.trace).replaceAll('\\', '/');
  // GitHub resolves a file within the workspace only.
  const inside = !file.startsWith('../') && !isAbsolute(file);
  return { level, title: escapeText(`${status}: ${result.id} ${result.title}`, 200), message, ...(inside ? { file } : {}) };
}

function limit(annotations: Annotation[], level: Annotation['level']): Annotation[] {
  if (annotations.length <= MAX_ANNOTATIONS) return annotations;
  const rest = annotations.slice(MAX_ANNOTATIONS - 1);
  return [...annotations.slice(0, MAX_ANNOTATIONS - 1), { level, title: `${rest.length} more`, message: rest.map((one) => one.title).join('\n') }];
}

/** A workflow command, with the characters escaped that end a property or the message. */
function formatAnnotation(annotation: Annotation): string {
  const properties = [annotation.file === undefined ? '' : `file=${escapeProperty(annotation.file)}`, `title=${escapeProperty(annotation.title)}`].filter(Boolean);
  return `::${annotation.level} ${properties.join(',')}::${escapeData(annotation.message)}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** Cuts a text after the last whole line within `max` bytes. */
export function clipLines(text: string, max: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= max) return text;
  const end = bytes.lastIndexOf(0x0a, max - 100);
  return `${bytes.subarray(0, end + 1).toString('utf8')}\n… cut here: the whole summary is in summary.md of the run.\n`;
}
