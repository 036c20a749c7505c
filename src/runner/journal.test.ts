import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { type Change, Journal } from './journal.ts';
import { makeFolder, removeFolders } from './testing/play.ts';

const change = (name: string, value: string, station = 'CP001'): Change => ({ station, kind: 'setting', name, value });

describe('runner/journal', () => {
  afterEach(removeFolders);

  it('survives the process, gives the first value of each thing, newest change first', async () => {
    const folder = await makeFolder();
    const journal = await Journal.open(folder);
    for (const [name, value] of [['A', '1'], ['B', '2'], ['A', '3']] as const) await journal.note(change(name, value));
    await journal.note(change('A', '9', 'CP002'));
    const again = await Journal.open(folder);
    assert.deepEqual(again.pending('CP001'), [change('B', '2'), change('A', '1')]);
    assert.deepEqual(again.pending('CP002'), [change('A', '9', 'CP002')]);
  });

  it('forgets what was undone, and leaves no file when nothing is left', async () => {
    const folder = await makeFolder();
    const journal = await Journal.open(folder);
    await journal.note(change('A', '1'));
    await journal.note(change('A', '3'));
    await journal.note(change('A', '9', 'CP002'));
    await journal.forget(change('A', '1'));
    assert.deepEqual((await Journal.open(folder)).pending('CP001'), []);
    await journal.forget(change('A', '9', 'CP002'));
    assert.deepEqual(await readdir(folder), []);
  });

  it('is on disk before a note resolves, also when many come at once', async () => {
    const folder = await makeFolder();
    const journal = await Journal.open(folder);
    await Promise.all(Array.from({ length: 20 }, (_, index) => journal.note(change(`K${index}`, 'x'))));
    assert.equal((await Journal.open(folder)).pending('CP001').length, 20);
  });

  it('puts a journal aside that cannot be read, and passes over what is none', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'undo-journal.json'), '[{"station":');
    assert.deepEqual((await Journal.open(folder)).pending('CP001'), []);
    assert.equal(await readFile(join(folder, 'undo-journal.json.unreadable'), 'utf8'), '[{"station":');
    await writeFile(join(folder, 'undo-journal.json'), JSON.stringify([change('A', '1'), { station: 'CP001', kind: 'rm -rf', name: 'B', value: '2' }, 7, null]));
    assert.deepEqual((await Journal.open(folder)).pending('CP001'), [change('A', '1')]);
  });

  it('goes on after a write that failed', async () => {
    const folder = join(await makeFolder(), 'runs');
    const journal = await Journal.open(folder);
    await rm(folder, { recursive: true });
    await assert.rejects(journal.note(change('A', '1')), { code: 'ENOENT' });
    await mkdir(folder);
    await journal.note(change('B', '2'));
    assert.deepEqual((await Journal.open(folder)).pending('CP001'), [change('B', '2'), change('A', '1')]);
  });
});
