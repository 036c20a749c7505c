import { join } from 'node:path';
import junitReportBuilder from 'junit-report-builder';
import type { Builder, TestCase, TestSuite } from 'junit-report-builder';
import { writeWhole } from '../trace/run-writer.ts';
import type { Reporter, RunResult, TestcaseResult } from '../trace/types.ts';
import { escapeText } from './escape.ts';
import { failuresText } from './failure-text.ts';
import { groupByTopic, reasonOf, statusOf } from './status.ts';

/** Writes `junit.xml`: one suite per topic, one testcase per testcase. */
export function createJunitReporter(): Reporter {
  return {
    name: 'junit',
    async finish(run, folder) {
      const path = join(folder, 'junit.xml');
      await writeWhole(path, buildJunit(run));
      return [path];
    },
  };
}

/** Builds the JUnit document of a run; it is valid against Jenkins' jenkins-junit.xsd. */
export function buildJunit(run: RunResult): string {
  const builder = newBuilder().name(escapeText(`plugproof ${run.run}`, 200));
  for (const [topic, results] of groupByTopic(run.testcases)) addSuite(builder.testSuite(), topic, results, run);
  // The schema has no `skipped` on the root, which the builder always writes; the suites keep theirs.
  return builder.build().replace(/^(<\?xml[^>]*>\s*<testsuites\b(?:[^>"]|"[^"]*")*?) skipped="\d+"/, '$1');
}

/** The package's types put the builder under `default`; Node's own import gives the builder itself. */
function newBuilder(): Builder {
  const found: object = junitReportBuilder;
  return (isBuilder(found) ? found : junitReportBuilder.default).newBuilder();
}

function isBuilder(value: object): value is Builder {
  return 'newBuilder' in value && typeof value.newBuilder === 'function';
}

function addSuite(suite: TestSuite, topic: string, results: readonly TestcaseResult[], run: RunResult): void {
  suite.name(escapeText(topic, 200)).time(seconds(results.reduce((sum, result) => sum + result.durationMs, 0)));
  const [first] = results;
  if (first) suite.timestamp(escapeText(first.startedAt, 40));
  for (const [name, value] of suiteProperties(run)) suite.property(name, value);
  for (const result of results) {
    // The schema allows properties on suites only, so those of a testcase bear its id.
    for (const [name, value] of testcaseProperties(result)) suite.property(`${escapeText(result.id, 200)}.${name}`, value);
  }
  for (const result of results) addTestcase(suite.testCase(), result);
}

function suiteProperties(run: RunResult): [string, string][] {
  const properties: [string, string][] = [
    ['run', run.run], ['plugproof', run.tool.version], ['ocpp', run.ocpp], ['sut', run.sut], ['stations', run.stations.join(', ')],
  ];
  if (run.plan !== undefined) properties.push(['plan', run.plan]);
  if (run.strict !== undefined) properties.push(['strict', run.strict]);
  if (run.interrupted !== undefined) properties.push(['interrupted', run.interrupted]);
  return properties.map(([name, value]) => [name, escapeText(value)]);
}

/** What a reader may want to filter by; names without the id, as they also stand in system-out. */
function testcaseProperties(result: TestcaseResult): [string, string][] {
  const properties: [string, string][] = [
    ['requirements', result.requirements.join(', ')],
    ['profile', result.profile],
    ['ocpp', result.ocpp],
    ['sut', result.sut],
    ['verdict', result.verdict],
    ['attempt', String(result.attempt)],
    ['flaky', String(result.flaky)],
    ['station', result.station],
    ['file', `testcases/${result.path}`],
    ['trace', result.trace],
  ];
  const reason = reasonOf(result);
  if (reason !== undefined) properties.push(['reason', reason]);
  if (result.expectedFailure) properties.push(['expectedFailure', result.expectedFailure.reason]);
  if (result.warnings.length > 0) properties.push(['warnings', String(result.warnings.length)]);
  return properties.map(([name, value]) => [name, escapeText(value)]);
}

function addTestcase(testcase: TestCase, result: TestcaseResult): void {
  const status = statusOf(result);
  testcase.name(escapeText(`${result.id} ${result.title}`, 400))
    .className(escapeText(result.path.split('/').slice(0, -1).join('.'), 400))
    .time(seconds(result.durationMs))
    .standardOutput(standardOutput(result));
  const message = escapeText(reasonOf(result) ?? status, 400);
  const text = cdata(failuresText(result) || message);
  if (status === 'failed' || status === 'unexpected-pass') testcase.failure(message, result.failures[0]?.rule ?? status).stacktrace(text);
  if (status === 'inconclusive' || status === 'error') testcase.error(message, status, text);
  if (status === 'not-applicable' || status === 'expected-failure') testcase.skipped();
}

/** The purpose, what there is to know beside the verdict, and the properties in the form that viewers read from text. */
function standardOutput(result: TestcaseResult): string {
  const lines = [result.purpose, reasonOf(result), result.flaky ? `flaky: passed at attempt ${result.attempt}` : undefined,
    ...result.warnings.map((finding) => `${finding.level} ${finding.rule} (${finding.clause}): expected ${finding.expected}, actual ${finding.actual}`),
    ...result.notes]
    .filter((line) => line !== undefined && line !== '')
    .map((line) => escapeText(line ?? '', 1000));
  if (statusOf(result) === 'expected-failure') lines.push(failuresText(result));
  const properties = testcaseProperties(result).map(([name, value]) => `[[PROPERTY|${name}=${value}]]`);
  return cdata([...lines, ...properties, `[[ATTACHMENT|${escapeText(result.trace, 400)}]]`].join('\n'));
}

/** The XML builder splits only the first `]]>` of a CDATA section, so none is left to it. */
function cdata(text: string): string {
  return text.replaceAll(']]>', ']]\\x3e');
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}
