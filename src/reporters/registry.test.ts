import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { goldenEvents, goldenRun } from '../trace/golden-run.ts';
import { REPORTER_NAMES, checkReporterNames, createDispatcher, createReporters } from './registry.ts';

const PLAIN = { isTTY: false, color: false } as const;

describe('createReporters', () => {
  it('makes every reporter that it names, the console always and last', async () => {
    const all = await createReporters(REPORTER_NAMES, PLAIN);
    assert.deepEqual(all.map((reporter) => reporter.name), ['junit', 'html', 'json', 'markdown', 'github', 'console']);
    assert.deepEqual((await createReporters([], PLAIN)).map((reporter) => reporter.name), ['console']);
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
