import { createClock, type Clock } from '../clock/clock.ts';
import { createCsmsEndpoint } from '../peer/csms.ts';
import { createStationPeer } from '../peer/charge-point.ts';
import type { Peer } from '../peer/types.ts';
import { readIndex } from '../testcase/index-builder.ts';
import type { IndexEntry } from '../testcase/index-types.ts';
import { createRunFolder, readResults } from '../trace/run-writer.ts';
import type { Reporter, RunResult } from '../trace/types.ts';
import { Journal } from './journal.ts';
import { Lane } from './lane.ts';
import type { EmbeddedCsms, RunOptions } from './options.ts';
import { RunRecord, type RunOutput } from './record.ts';
import { schedule } from './schedule.ts';
import { selectTestcases, takeShard } from './select.ts';

/** Nothing was selected, or every selected testcase had passed already. */
export class NothingSelected extends Error {}

/**
 * Runs the selected testcases against the device of the plan and returns the finished result; the
 * reports are written whatever happens. Throws SelectionError or NothingSelected before anything is
 * touched, and what the network throws when an address cannot be listened on.
 */
export async function runSuite(options: RunOptions, output: RunOutput): Promise<RunResult> {
  const entries = await choose(options);
  const clock = createClock(options.timeScale);
  const folder = await createRunFolder(options.out, options.name ?? nameOf(options));
  const record = new RunRecord(options, folder, clock, output, entries);
  const journal = await Journal.open(options.out);
  const rig = await setUpRig(options, clock, entries.length);
  try {
    const lanes = rig.peers.map((peer, index) => new Lane({
      lane: index, plan: options.plan, peer, clock, journal, strict: options.strict === 'certification', interruption: record.interruption,
      ...(rig.devices[index] ? { embedded: rig.devices[index] } : {}), ...(rig.csms ? { csms: rig.csms } : {}),
      emit: (event) => record.emit(event), stray: (finding) => record.stray(finding),
    }));
    await record.start(lanes);
    await schedule(options, entries, lanes, record);
    await Promise.all(lanes.map((lane) => lane.close()));
  } finally {
    await rig.close();
  }
  return record.finish();
}

async function choose(options: RunOptions): Promise<IndexEntry[]> {
  const selected = selectTestcases(await readIndex(), options.selection, options.plan.ocpp, options.plan.sut);
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

/** The sockets of a run and the devices that live in this process. */
interface Rig { peers: Peer[]; devices: (import('./options.ts').EmbeddedDevice | undefined)[]; csms: EmbeddedCsms | undefined; close(): Promise<void> }

async function setUpRig(options: RunOptions, clock: Clock, testcases: number): Promise<Rig> {
  return options.plan.sut === 'csms' ? connectToCsms(options, clock, testcases) : listenForStation(options, clock, testcases);
}

/** How many stations run side by side: as many as there are, are asked for, and have something to do. */
function stationsOf({ plan, lanes, embedding }: RunOptions, testcases: number): string[] {
  const most = Math.max(1, Math.min(lanes, testcases));
  if (embedding) return Array.from({ length: most }, (_, index) => `CP${String(index + 1).padStart(3, '0')}`);
  return plan.device.stations.slice(0, most);
}

async function listenForStation(options: RunOptions, clock: Clock, testcases: number): Promise<Rig> {
  const { plan, embedding } = options;
  const stations = stationsOf(options, testcases);
  const { security } = plan.endpoint;
  const endpoint = await createCsmsEndpoint({
    version: plan.ocpp, url: plan.endpoint.listen ?? 'ws://127.0.0.1:0/ocpp', clock, stations, messageTimeoutMs: plan.timing.messageTimeout,
    heartbeatIntervalS: 300, ...(security.password === undefined ? {} : { password: security.password }), ...(plan.endpoint.advertise === undefined ? {} : { advertise: plan.endpoint.advertise }),
  });
  const peers = stations.map((station) => endpoint.peer(station));
  const devices = await Promise.all(stations.map((identity) => embedding?.station?.({ url: endpoint.url, identity, clock })));
  return { peers, devices, csms: undefined, close: async () => endpoint.close() };
}

async function connectToCsms(options: RunOptions, clock: Clock, testcases: number): Promise<Rig> {
  const { plan, embedding } = options;
  const csms = await embedding?.csms?.({ clock });
  const url = csms?.url ?? plan.endpoint.connect ?? '';
  const { security } = plan.endpoint;
  const peers = await Promise.all(stationsOf(options, testcases).map((station) => createStationPeer({
    version: plan.ocpp, url, station, clock, connectors: plan.device.evses.length, messageTimeoutMs: plan.timing.messageTimeout,
    ...(security.password === undefined ? {} : { password: security.password }),
  })));
  return { peers, devices: [], csms, close: async () => csms?.close() };
}

export type { Reporter, RunOutput };
