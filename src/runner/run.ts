import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createClock, type Clock } from '../clock/clock.ts';
import { withinLimit } from '../operator/channel.ts';
import { loadStates, loadTestcase } from '../testcase/files.ts';
import { readIndex } from '../testcase/index-builder.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import { createRunFolder, readResults } from '../trace/run-writer.ts';
import type { Reporter, RunResult } from '../trace/types.ts';
import { Journal } from './journal.ts';
import { Lane } from './lane.ts';
import type { Library, RunOptions } from './options.ts';
import { RunRecord, type RunOutput } from './record.ts';
import { setUpRig, type Rig } from './rig.ts';
import { schedule } from './schedule.ts';
import { selectTestcases, takeShard } from './select.ts';

/** Nothing was selected, every selected testcase had passed already, or there is no run to resume. */
export class NothingSelected extends Error {}

const OWN_LIBRARY: Library = { index: readIndex, testcase: loadTestcase, states: loadStates };

/** Milliseconds of the machine's time for devices, rigs and sockets to close. */
const CLOSE_LIMIT = 5_000;

/**
 * Runs the selected testcases against the device of the plan and returns the finished result; the
 * reports are written whatever happens. Throws SelectionError or NothingSelected before anything is
 * touched, and what the network throws when an address cannot be listened on.
 */
export async function runSuite(options: RunOptions, output: RunOutput): Promise<RunResult> {
  const { library = OWN_LIBRARY } = options;
  const entries = await choose(options, library);
  const clock = createClock(options.timeScale);
  const folder = await createRunFolder(options.out, options.name ?? nameOf(options));
  const rig = await setUpRig(options, clock, entries.length, folder.name, (text) => output.notice(text)).catch(async (error: unknown) => {
    await rm(folder.folder, { recursive: true, force: true });
    throw error;
  });
  const record = new RunRecord(options, folder, clock, output, entries);
  const lanes: Lane[] = [];
  try {
    // What an embedded device was changed to ends with it, so that journal is the run's own.
    const journal = await Journal.open(options.embedding ? folder.folder : options.out);
    lanes.push(...createLanes(options, library, clock, rig, record, journal));
    await rig.start();
    await record.start(lanes);
    await schedule(options, entries, lanes, record);
  } catch (error) {
    record.broke(error);
  } finally {
    await close(clock, lanes, rig, output);
  }
  return record.finish();
}

function createLanes(options: RunOptions, library: Library, clock: Clock, rig: Rig, record: RunRecord, journal: Journal): Lane[] {
  return rig.peers.map((peer, index) => new Lane({
    lane: index, plan: options.plan, peer, clock, journal, library, strict: options.strict === 'certification', interruption: record.interruption,
    ...(rig.devices[index] ? { embedded: rig.devices[index] } : {}), ...(rig.csms ? { csms: rig.csms } : {}),
    emit: (event) => record.emit(event), stray: (finding) => record.stray(finding), abort: () => record.stop('SIGINT'),
  }));
}

/** Closes everything; what does not let go in time is left behind, and said. */
async function close(clock: Clock, lanes: readonly Lane[], rig: Rig, output: RunOutput): Promise<void> {
  const work = Promise.allSettled(lanes.map((lane) => lane.close())).then(() => rig.close());
  const problem = await withinLimit(clock, CLOSE_LIMIT * clock.scale, work.then(() => undefined, String), () => 'it took too long');
  if (problem !== undefined) output.notice(`Not everything could be closed at the end of the run: ${problem}`);
}

async function choose(options: RunOptions, library: Library): Promise<IndexEntry[]> {
  const selected = selectTestcases(await library.index(), options.selection, options.plan.ocpp, options.plan.sut);
  if (options.resume !== undefined && !existsSync(options.resume)) throw new NothingSelected(`There is no run to resume at ${options.resume}; name the folder of an earlier run, such as reports/<run>.`);
  const done = options.resume === undefined ? [] : await readResults(options.resume);
  const passed = new Set(done.filter(({ verdict }) => verdict === 'passed' || verdict === 'not-applicable').map(({ id, path }) => `${id} ${path}`));
  const entries = takeShard(selected.filter(({ id, path }) => !passed.has(`${id} ${path}`)), options.shard);
  if (entries.length === 0) throw new NothingSelected(selected.length > 0 ? 'Every selected testcase has passed already, or is in another shard.' : 'The selection leaves no testcase; `plugproof list` shows what there is.');
  return entries;
}

function nameOf({ plan }: RunOptions): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `${time}-${plan.sut}-${plan.ocpp}`;
}

export type { Reporter, RunOutput };
