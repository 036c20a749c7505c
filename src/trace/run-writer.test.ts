import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { GOLDEN_RESULTS, goldenEvents, goldenRun, goldenWire } from './golden-run.ts';
import { createRecorder } from './recorder.ts';
import { appendResult, createRunFolder, readResults, writeRun, writeRunFile } from './run-writer.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(new URL('run.schema.json', import.meta.url), 'utf8')));

describe('what a run leaves', () => {
  let out = '';
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'plugproof-run-'));
  });
  afterEach(async () => {
    await rm(out, { recursive: true });
  });

  it('makes a folder of its own for every run, whatever its name', async () => {
    const made = [await createRunFolder(out, 'run'), await createRunFolder(out, 'run'), await createRunFolder(out, '../up')];
    assert.deepEqual(made.slice(0, 2).map(({ name }) => name), ['run', 'run-2']);
    assert.equal((await readdir(out)).length, 3);
    assert.deepEqual(await readdir(made[0]?.folder ?? ''), ['traces']);
  });

  it('writes a run.json that the published schema accepts', async () => {
    for (const run of [goldenRun(), goldenRun('SIGINT'), { ...goldenRun(), testcases: [] }]) {
      const read: unknown = JSON.parse(await readFile(await writeRunFile(run, out), 'utf8'));
      assert.ok(validate(read), ajv.errorsText(validate.errors));
      assert.deepEqual(read, JSON.parse(JSON.stringify(run)));
    }
    assert.deepEqual(await readdir(out), ['run.json']);
  });

  it('has a schema that refuses what is wrong', () => {
    const run = goldenRun();
    assert.equal(validate({ ...run, surprise: 1 }), false);
    assert.equal(validate({ ...run, testcases: [{ ...GOLDEN_RESULTS[0], verdict: 'green' }] }), false);
    assert.equal(validate({ ...run, testcases: [{ ...GOLDEN_RESULTS[0], attempt: 0 }] }), false);
    assert.equal(validate({ ...run, startedAt: 'yesterday' }), false);
  });

  it('reads results back, the last attempt of each, over a cut last line', async () => {
    const [first, second] = GOLDEN_RESULTS;
    assert.ok(first && second);
    await appendResult(out, { ...first, verdict: 'failed', attempt: 1 });
    await appendResult(out, second);
    await appendResult(out, { ...first, verdict: 'passed', attempt: 2 });
    await appendFile(join(out, 'results.jsonl'), JSON.stringify(second).slice(0, 200));
    const results = await readResults(out);
    assert.deepEqual(results.map(({ id, verdict, attempt }) => [id, verdict, attempt]), [[second.id, second.verdict, 1], [first.id, 'passed', 2]]);
  });

  it('reads no results where there are none, and passes over lines of others', async () => {
    assert.deepEqual(await readResults(out), []);
    await writeFile(join(out, 'results.jsonl'), 'null\n[]\n{"id":"x"}\n\n');
    assert.deepEqual(await readResults(out), []);
  });

  it('lets no reporter keep another from writing', async () => {
    const written = await writeRun(out, goldenRun(), [
      { name: 'broken', finish: async () => Promise.reject(new Error('no space')) },
      { name: 'good', finish: async () => ['good.txt'] },
      {},
    ]);
    assert.deepEqual(written.paths, [join(out, 'run.json'), 'good.txt']);
    assert.match(written.problems.join(), /"broken" could not be written.*no space/);
    assert.equal(written.problems.length, 1);
  });

  it('says so when not even run.json can be written', async () => {
    const written = await writeRun(join(out, 'missing'), goldenRun(), []);
    assert.deepEqual(written.paths, []);
    assert.match(written.problems.join(), /run\.json could not be written.*ENOENT/);
  });

  it('removes passwords from frames of failures and findings', async () => {
    const run = goldenRun();
    const secret = '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"hunter2"}]';
    const testcases = run.testcases.map((result) => ({
      ...result,
      failures: result.failures.map((failure) => ({ ...failure, frames: failure.frames.map((frame) => ({ ...frame, text: secret })) })),
      warnings: result.warnings.map((finding) => ({ ...finding, frame: secret, actual: 'planpass' })),
    }));
    await writeRun(out, { ...run, testcases }, [], ['planpass']);
    for (const result of testcases) await appendResult(out, result, ['planpass']);
    for (const file of ['run.json', 'results.jsonl']) {
      const text = await readFile(join(out, file), 'utf8');
      assert.ok(text.includes('AuthorizationKey') && !text.includes('hunter2') && !text.includes('planpass'), file);
    }
  });

  it('records traces and results from the events of a run', async () => {
    const recorder = createRecorder({ folder: out, ocpp: '1.6', sut: 'charge-point', onNotice: (text) => assert.fail(text) });
    for (const event of goldenEvents(goldenRun())) {
      recorder.onEvent(event);
      if (event.type === 'testcase-started') for (const wire of goldenWire()) recorder.onEvent({ type: 'wire', id: event.id, lane: event.lane, event: wire });
    }
    for (const wire of goldenWire()) recorder.onEvent({ type: 'wire', id: undefined, lane: 0, event: wire });
    await recorder.close();
    const traces = await readdir(join(out, 'traces'));
    assert.deepEqual(traces.sort(), [...GOLDEN_RESULTS.map(({ id }) => `${id}.jsonl`), 'session.jsonl'].sort());
    assert.deepEqual((await readResults(out)).map(({ id }) => id), GOLDEN_RESULTS.map(({ id }) => id));
    const flaky = (await readFile(join(out, 'traces', 'TC_032_1_CS.jsonl'), 'utf8')).split('\n').filter((line) => line.includes('"attempt"'));
    assert.equal(flaky.length, 2);
  });
});
