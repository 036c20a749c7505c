import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Something that was changed on a device and has to be changed back. */
export interface Change { station: string; kind: 'setting' | 'availability'; name: string; value: string }

/**
 * What has to be undone, on disk before it is done, so that it survives our own death and the next
 * run can replay it (design section 4). The newest change of a thing comes last; its oldest value counts.
 */
export class Journal {
  #changes: Change[] = [];
  #writing: Promise<void> = Promise.resolve();

  private constructor(readonly file: string) {}

  /** Opens the journal below `folder`; a journal that cannot be read is put aside, not lost. */
  static async open(folder: string): Promise<Journal> {
    const journal = new Journal(join(folder, 'undo-journal.json'));
    await mkdir(dirname(journal.file), { recursive: true });
    const text = await readFile(journal.file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
      throw error;
    });
    try {
      const parsed: unknown = JSON.parse(text);
      journal.#changes = (Array.isArray(parsed) ? parsed : []).filter(isChange);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      await rename(journal.file, `${journal.file}.unreadable`);
    }
    return journal;
  }

  /** Changes of a station that are not undone yet, the newest first; each thing once, with its first value. */
  pending(station: string): Change[] {
    const first = new Map<string, Change>();
    for (const change of this.#changes) {
      const key = `${change.kind} ${change.name}`;
      if (change.station === station && !first.has(key)) first.set(key, change);
    }
    return [...first.values()].reverse();
  }

  /** Notes a change before it is made; resolves when it is on disk. */
  async note(change: Change): Promise<void> {
    this.#changes.push(change);
    await this.#save();
  }

  /** Forgets a change that was undone. */
  async forget(change: Change): Promise<void> {
    this.#changes = this.#changes.filter((other) => other.station !== change.station || other.kind !== change.kind || other.name !== change.name);
    await this.#save();
  }

  #save(): Promise<void> {
    const text = JSON.stringify(this.#changes, undefined, 1);
    // One write that failed must not fail the later ones.
    this.#writing = this.#writing.catch(() => undefined).then(async () => {
      if (text === '[]') return rm(this.file, { force: true });
      await writeFile(`${this.file}.new`, text);
      await rename(`${this.file}.new`, this.file);
    });
    return this.#writing;
  }
}

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('station' in value && 'kind' in value && 'name' in value && 'value' in value)) return false;
  return typeof value.station === 'string' && (value.kind === 'setting' || value.kind === 'availability') && typeof value.name === 'string' && typeof value.value === 'string';
}
