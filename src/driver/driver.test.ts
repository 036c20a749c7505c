import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import type { ActionResult } from '../operator/types.ts';
import { createDriver } from './driver.ts';
import type { Driver } from './types.ts';

const clock = createClock();
const LIMIT = 10_000;

function reasonOf(result: ActionResult): string {
  assert.notEqual(result.kind, 'done');
  return result.kind === 'done' ? '' : result.reason;
}

describe('driver over HTTP', () => {
  it('asks along the paths of the contract', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => {
        seen.push(`${request.method} ${request.url} ${body}`.trim());
        response.writeHead(request.url?.includes('Reset') === true ? 501 : 200).end(request.url?.endsWith('capabilities') === true ? '["GetConfiguration"]' : '{"answer":true}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert(typeof address === 'object' && address !== null);
    const driver = createDriver({ mode: 'http', url: `http://127.0.0.1:${address.port}` }, { clock });
    try {
      assert.deepEqual(await driver.trigger('CP/1', 'GetConfiguration', { key: ['A'] }, LIMIT), { kind: 'done' });
      assert.deepEqual(await driver.setup('CP1', 'token', { idTag: 'T' }, LIMIT), { kind: 'done' });
      assert.deepEqual(await driver.observe('CP1', 'Seen?', LIMIT), { kind: 'done', answer: true });
      assert.equal((await driver.trigger('CP1', 'Reset', {}, LIMIT)).kind, 'cannot');
      assert.deepEqual(await driver.capabilities(), ['GetConfiguration']);
      assert.deepEqual(seen, [
        'POST /CP%2F1/GetConfiguration {"key":["A"]}', 'POST /CP1/setup/token {"idTag":"T"}',
        'POST /CP1/observe {"question":"Seen?"}', 'POST /CP1/Reset {}', 'GET /capabilities',
      ]);
    } finally {
      await driver.close();
      server.close();
      server.closeAllConnections();
    }
  });
});

describe('driver by a command', () => {
  it('appends station and action to its arguments', async () => {
    const script = 'process.exitCode = process.argv.slice(1).join() === "CP1,setup,boot" ? 0 : 3';
    const driver = createDriver({ mode: 'exec', command: `${process.execPath} -e '${script}' --` }, { clock });
    assert.deepEqual(await driver.setup('CP1', 'boot', { status: 'Pending' }, LIMIT), { kind: 'done' });
    assert.equal((await driver.trigger('CP1', 'Reset', {}, LIMIT)).kind, 'cannot');
  });
});

describe('driver as a module', () => {
  let folder = '';
  let count = 0;
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'plugproof driver-')); });
  after(async () => { await rm(folder, { recursive: true }); });

  async function load(text: string): Promise<Driver> {
    const path = join(folder, `driver ${count++}.mjs`);
    await writeFile(path, text);
    return createDriver({ mode: 'module', path }, { clock });
  }

  it('calls the functions of its default export', async () => {
    const driver = await load(`export default {
      seen: [],
      trigger(...args) { this.seen.push(['trigger', ...args]); },
      async setup(station, what) { return what === 'token' ? { status: 200 } : { status: 501, reason: 'no such setup' }; },
      observe() { return JSON.stringify(this.seen) === '[["trigger","CP1","Reset",{"type":"Soft"}]]'; },
      capabilities: () => ['Reset'],
    };`);
    assert.deepEqual(await driver.trigger('CP1', 'Reset', { type: 'Soft' }, LIMIT), { kind: 'done' });
    assert.deepEqual(await driver.setup('CP1', 'token', {}, LIMIT), { kind: 'done' });
    assert.deepEqual(await driver.setup('CP1', 'boot', {}, LIMIT), { kind: 'cannot', reason: 'no such setup.' });
    assert.deepEqual(await driver.observe('CP1', 'Seen?', LIMIT), { kind: 'done', answer: true });
    assert.deepEqual(await driver.capabilities(), ['Reset']);
    await driver.close();
  });

  const failing: [string, string, string, RegExp][] = [
    ['throws', 'export default { trigger() { throw new Error("boom"); } }', 'broken', /broke at `trigger`: boom/],
    ['rejects with a text', 'export default { trigger: () => Promise.reject("boom") }', 'broken', /boom/],
    ['has no such function', 'export default {}', 'cannot', /has no `trigger`/],
    ['has no default export', 'export const trigger = 1', 'broken', /no default export/],
    ['is not JavaScript', 'export {', 'broken', /broke at `trigger`: /],
    ['never ends', 'export default { trigger: () => new Promise(() => {}) }', 'broken', /did not end `trigger` within 200 ms/],
  ];
  for (const [name, text, kind, reason] of failing) {
    it(`says why a module that ${name} did nothing`, async () => {
      const driver = await load(text);
      const result = await driver.trigger('CP1', 'Reset', {}, name === 'never ends' ? 200 : LIMIT);
      assert.equal(result.kind, kind);
      assert.match(reasonOf(result), reason);
      assert.equal(await driver.capabilities(), undefined);
    });
  }

  it('is broken where a question gets no yes or no', async () => {
    const driver = await load('export default { observe() {} }');
    assert.match(reasonOf(await driver.observe('CP1', 'Seen?', LIMIT)), /did not answer/);
  });
});

describe('driver in our own process', () => {
  it('is asked along the same paths', async () => {
    const paths: string[] = [];
    const driver = createDriver({ mode: 'prompt' }, { clock, embedded: { perform: (path) => { paths.push(path); return { status: 200, body: { answer: false } }; } } });
    await driver.trigger('CP1', 'Reset', {}, LIMIT);
    await driver.setup('CP1', 'password', { password: 'x' }, LIMIT);
    assert.deepEqual(await driver.observe('CP1', 'Seen?', LIMIT), { kind: 'done', answer: false });
    assert.deepEqual(paths, ['CP1/Reset', 'CP1/setup/password', 'CP1/observe']);
  });
});

describe('driver at a terminal', () => {
  it('shows what the CSMS is to send', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    let shown = '';
    output.on('data', (chunk: Buffer) => { shown += chunk.toString(); });
    const driver = createDriver({ mode: 'prompt' }, { clock, input, output });
    const result = driver.trigger('CP1', 'Reset', { type: 'Soft' }, LIMIT);
    input.write('\n');
    assert.deepEqual(await result, { kind: 'done' });
    assert.match(shown, />> Make the CSMS send Reset to CP1 with \{"type":"Soft"\}/);
    await driver.close();
  });
});
