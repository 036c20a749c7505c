import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { toFileName } from './file-name.ts';
import { frameEvent, goldenWire } from './golden-run.ts';
import { parseRecord, readTrace } from './reader.ts';
import type { TraceRecord } from './record.ts';
import { createTraceWriter, tracePath } from './writer.ts';
import type { TraceWriterOptions } from './writer.ts';

const OPTIONS: TraceWriterOptions = { ocpp: '1.6', sut: 'charge-point', testcase: 'TC_001_CS', attempt: 1, startedAt: '2026-03-01T10:00:00.000Z' };

async function recordsOf(path: string): Promise<TraceRecord[]> {
  const records: TraceRecord[] = [];
  for await (const record of readTrace(path)) records.push(record);
  return records;
}

function heartbeat(at: number) {
  return frameEvent({ kind: 'CALL', id: String(at), action: 'Heartbeat', payload: {} }, 'in', at);
}

describe('the trace writer', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plugproof-trace-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('writes one line per event after a marker, in order, without passwords', async () => {
    const writer = createTraceWriter(folder, OPTIONS);
    for (const event of goldenWire()) writer.write(event);
    await writer.close();
    const records = await recordsOf(join(folder, writer.path));
    assert.deepEqual(records.map((record) => record.meta.plugproof.record), ['attempt', 'connection', 'connection', 'frame', 'frame', 'frame', 'frame', 'frame', 'frame', 'text', 'frame', 'connection']);
    const text = await readFile(join(folder, writer.path), 'utf8');
    assert.ok(text.includes('ChangeConfiguration') && !text.includes('hunter2'));
  });

  it('appends a further attempt behind its own marker, also after a line that was cut', async () => {
    await mkdir(join(folder, 'traces'));
    await writeFile(join(folder, tracePath('TC_001_CS')), '{"schemaVersion":"1.1","timest');
    for (const attempt of [2, 3]) {
      const writer = createTraceWriter(folder, { ...OPTIONS, attempt });
      writer.write(heartbeat(attempt));
      await writer.close();
    }
    const records = await recordsOf(join(folder, tracePath('TC_001_CS')));
    assert.deepEqual(records.map(({ meta: { plugproof } }) => plugproof.record === 'attempt' ? plugproof.attempt : plugproof.record), [2, 'frame', 3, 'frame']);
  });

  it('gives up with one clear notice when the disk is full, and never throws', async () => {
    const notices: string[] = [];
    let calls = 0;
    const full = async (): Promise<void> => {
      calls += 1;
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const writer = createTraceWriter(folder, { ...OPTIONS, append: full, onNotice: (text) => notices.push(text) });
    for (let index = 0; index < 100; index += 1) writer.write(heartbeat(index));
    await writer.close();
    writer.write(heartbeat(101));
    await writer.close();
    assert.equal(calls, 1);
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? '', /traces\/TC_001_CS\.jsonl is incomplete.*ENOSPC.*--out/);
  });

  it('gives the same notice when the folder cannot be made', async () => {
    const notices: string[] = [];
    await writeFile(join(folder, 'traces'), 'a file where the folder should be');
    const writer = createTraceWriter(folder, { ...OPTIONS, onNotice: (text) => notices.push(text) });
    await writer.close();
    assert.equal(notices.length, 1);
  });

  it('drops and counts records while the disk is slower than the device', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const append = async (path: string, text: string): Promise<void> => {
      await gate;
      await appendFile(path, text);
    };
    const writer = createTraceWriter(folder, { ...OPTIONS, append, maxPending: 2000 });
    for (let index = 0; index < 1000; index += 1) writer.write(heartbeat(index));
    release();
    await writer.close();
    const records = await recordsOf(join(folder, writer.path));
    assert.ok(records.length < 20, `${records.length} records were kept`);
    const last = records.at(-1)?.meta.plugproof;
    assert.ok(last?.record === 'notice');
    assert.equal(Number.parseInt(last.text, 10), 1000 - (records.length - 2));
  });

  it('stops at the size that one attempt may have', async () => {
    const writer = createTraceWriter(folder, { ...OPTIONS, maxAttempt: 3000 });
    for (let index = 0; index < 200; index += 1) writer.write(heartbeat(index));
    await writer.close();
    assert.ok((await readFile(join(folder, writer.path), 'utf8')).length < 4000);
  });

  it('keeps a payload nested by the ten thousand as raw text', async () => {
    const text = `[2,"1","DataTransfer",${'['.repeat(20_000)}${']'.repeat(20_000)}]`;
    const writer = createTraceWriter(folder, OPTIONS);
    writer.write(frameEvent({ kind: 'CALL', id: '1', action: 'DataTransfer', payload: {} }, 'in', 0, { text }));
    await writer.close();
    const [, record] = await recordsOf(join(folder, writer.path));
    assert.equal(record?.raw, text);
  });
});

describe('toFileName', () => {
  it('keeps certification ids and makes everything else harmless', () => {
    assert.equal(toFileName('TC_003_CS'), 'TC_003_CS');
    for (const hostile of ['../../etc/passwd', 'a/b', 'a\\b', '..', '.', '', 'nul', 'CON.x', 'a\u0000b', 'x'.repeat(500), '.hidden', 'ü']) {
      const name = toFileName(hostile);
      assert.match(name, /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, JSON.stringify(hostile));
      assert.ok(name.length <= 120 && !/^(?:nul|con)(?:\.|$)/i.test(name));
    }
  });

  it('gives two texts two names', () => {
    assert.notEqual(toFileName('a/b'), toFileName('a:b'));
    assert.notEqual(toFileName('a/b'), toFileName('a_b'));
  });
});

describe('parseRecord', () => {
  it('passes over what is no record', () => {
    for (const line of ['', '{', 'null', '[]', '{"schemaVersion":"1.1"}', '{"schemaVersion":"1.1","timestamp":"x","meta":{}}']) assert.equal(parseRecord(line), undefined);
  });
});
