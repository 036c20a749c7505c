import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { GOLDEN_RESULTS, HOSTILE, frameEvent, goldenEvents, goldenRun, goldenWire } from '../../trace/golden-run.ts';
import { createRecorder } from '../../trace/recorder.ts';
import type { RunResult } from '../../trace/types.ts';
import { assertGolden } from '../golden-file.ts';
import { collectTraces } from './collect.ts';
import { createHtmlReporter } from './html.ts';
import { embedJson } from './page.ts';

/** What the page embeds, read as a browser does: up to the first end tag. */
function embedded(html: string): unknown {
  const start = html.indexOf('<script type="application/json" id="data">');
  const text = html.slice(html.indexOf('>', start) + 1);
  return JSON.parse(text.slice(0, text.search(/<\/script/i)));
}

function runOf(...traces: string[]): RunResult {
  const [first] = GOLDEN_RESULTS;
  assert.ok(first);
  return { ...goldenRun(), testcases: traces.map((trace) => ({ ...first, trace })) };
}

describe('the HTML reporter', () => {
  let folder = '';
  let html = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plugproof-html-'));
    const recorder = createRecorder({ folder, ocpp: '1.6', sut: 'charge-point' });
    for (const event of goldenEvents(goldenRun())) {
      recorder.onEvent(event);
      if (event.type === 'testcase-started') for (const wire of goldenWire()) recorder.onEvent({ type: 'wire', id: event.id, lane: event.lane, event: wire });
    }
    for (let index = 0; index < 5000; index += 1) recorder.onEvent({ type: 'wire', id: 'flood', lane: 0, event: frameEvent({ kind: 'CALL', id: String(index), action: 'Heartbeat', payload: {} }, 'in', index) });
    await recorder.close();
    const paths = await createHtmlReporter().finish?.(goldenRun(), folder);
    assert.deepEqual(paths, [join(folder, 'report.html')]);
    html = await readFile(join(folder, 'report.html'), 'utf8');
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  it('carries the run and its traces as data', async () => {
    const data = embedded(html);
    const traces = await collectTraces(goldenRun(), folder);
    assert.deepEqual(data, JSON.parse(JSON.stringify({ run: goldenRun(), traces })));
    assertGolden('html-trace.json', `${JSON.stringify(traces['traces/TC_003_CS.jsonl'], undefined, 2)}\n`);
  });

  it('lets no text of a device become markup', () => {
    assert.equal(html.match(/<script/gi)?.length, 2);
    assert.equal(html.match(/<\/script/gi)?.length, 2);
    assert.equal(html.includes('<!-- <b>'), false);
    const json = embedJson({ [HOSTILE.markup]: HOSTILE.markup, line: '\u2028' });
    assert.equal(/[<\u2028]/.test(json), false);
    assert.deepEqual(JSON.parse(json), { [HOSTILE.markup]: HOSTILE.markup, line: '\u2028' });
  });

  it('loads nothing from anywhere, and runs its own program only', () => {
    const program = html.slice(html.lastIndexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.ok(policy.startsWith("default-src 'none'"));
    assert.ok(policy.includes(`'sha256-${createHash('sha256').update(program).digest('base64')}'`));
    assert.deepEqual(html.match(/<(?:link|img|iframe)\b|\b(?:src|href)="|@import|url\(/gi), null);
    assert.ok(html.length < 300_000, `${html.length} characters`);
  });

  it('embeds at most 2,000 records and 64 KiB of a trace, of its beginning and its end', async () => {
    const { 'traces/flood.jsonl': flood } = await collectTraces(runOf('traces/flood.jsonl'), folder);
    assert.ok(flood);
    assert.ok(flood.entries.length <= 2001 && JSON.stringify(flood.entries).length < 66 * 1024);
    assert.equal(flood.entries[0]?.label, 'attempt 1');
    assert.equal(flood.entries.at(-1)?.id, '4999');
    assert.equal(flood.entries.length - 1 + flood.omitted, 5001);
    assert.ok(flood.entries.some((entry) => entry.kind === 'marker' && entry.label.startsWith(`${flood.omitted} records left out`)));
  });

  it('says why there is no trace, and reads none outside of the run', async () => {
    await writeFile(join(folder, 'secret.jsonl'), '{}');
    const traces = await collectTraces(runOf('traces/none.jsonl', '../secret.jsonl', '/etc/passwd', 'traces/../../x'), join(folder, 'traces'));
    assert.deepEqual(Object.values(traces).map((trace) => [trace.entries.length, trace.note]), [
      [0, 'No trace was written.'], ...Array.from({ length: 3 }, () => [0, 'The trace lies outside of the run and was not read.']),
    ]);
  });
});
