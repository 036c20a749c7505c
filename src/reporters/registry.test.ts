import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, it } from 'mocha';
import { goldenEvents, goldenRun } from '../trace/golden-run.ts';
import { writeRun } from '../trace/run-writer.ts';
import { REPORTER_NAMES, checkReporterNames, createDispatcher, createReporters } from './registry.ts';

const PLAIN = { isTTY: false, color: false } as const;

describe('createReporters', () => {
  it('makes every reporter that it names, the console always and last', async () => {
    const all = await createReporters(REPORTER_NAMES, PLAIN);
    assert.deepEqual(all.map((reporter) => reporter.name), ['junit', 'html', 'json', 'markdown', 'github', 'console']);
    assert.deepEqual((await createReporters([], PLAIN)).map((reporter) => reporter.name), ['console']);
  });

  it('leaves every file that a run is to leave, in an interrupted run too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plugproof-reports-'));
    try {
      const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
      const reporters = await createReporters(REPORTER_NAMES, { ...PLAIN, stream, env: {} });
      for (const run of [goldenRun(), goldenRun('SIGINT')]) {
        const { paths, problems } = await writeRun(folder, run, reporters);
        assert.deepEqual(problems, []);
        assert.deepEqual(paths.map((path) => basename(path)), ['run.json', 'junit.xml', 'report.html', 'summary.md']);
        assert.deepEqual((await readdir(folder)).sort(), ['junit.xml', 'report.html', 'run.json', 'summary.md']);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('takes lists with commas, each name once', () => {
    assert.deepEqual(checkReporterNames(['junit, html', 'junit', '']), ['junit', 'html']);
  });

  it('refuses an unknown name with the list, and with the nearest name where one is near', async () => {
    await assert.rejects(createReporters(['junti'], PLAIN), /no reporter "junti"\. Did you mean "junit"\? The reporters are: console, junit, html, json, markdown, github\./);
    assert.throws(() => checkReporterNames(['mark']), /Did you mean "markdown"/);
    assert.throws(() => checkReporterNames(['teletype']), (error: unknown) => error instanceof Error && !error.message.includes('Did you mean'));
    assert.throws(() => checkReporterNames(['constructor', '__proto__']), /no reporter "constructor"/);
  });
});

describe('createDispatcher', () => {
  it('leaves out a reporter that throws, and says so once', () => {
    const seen: string[] = [];
    const notices: string[] = [];
    const broken = { name: 'broken', onEvent: () => { throw new Error('out of paper'); } };
    const dispatch = createDispatcher([broken, { onEvent: (event) => { seen.push(event.type); } }, {}], (text) => notices.push(text));
    const events = goldenEvents(goldenRun());
    for (const event of events) dispatch(event);
    assert.equal(seen.length, events.length);
    assert.deepEqual(notices, ['The broken reporter stopped: out of paper']);
  });
});
