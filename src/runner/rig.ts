import type { Clock } from '../clock/clock.ts';
import { createStationPeer } from '../peer/charge-point.ts';
import { createCsmsEndpoint, type CsmsEndpoint } from '../peer/csms.ts';
import { createRunCounters, type RunCounters } from '../peer/run-counters.ts';
import type { Peer } from '../peer/types.ts';
import type { EmbeddedCsms, EmbeddedDevice, RunOptions, StationOptions } from './options.ts';
import { describeStray } from './stray.ts';

/** The sockets of a run, and the devices that live in this process. */
export interface Rig {
  /** One per lane. */
  peers: Peer[];
  /** The device of each lane, where it lives in this process. */
  devices: (EmbeddedDevice | undefined)[];
  csms: EmbeddedCsms | undefined;
  /** Starts the devices; to be called once somebody listens to the peers. */
  start(): Promise<void>;
  /** Releases everything, whatever else fails. */
  close(): Promise<void>;
}

interface Setting { options: RunOptions; clock: Clock; counters: RunCounters; stations: string[]; notice(text: string): void }

/**
 * Opens what a run needs: the endpoint for stations under test, or the stations that go to a CSMS.
 * `seed` decides the transaction ids that we give. Throws what the network throws, with the address.
 */
export async function setUpRig(options: RunOptions, clock: Clock, testcases: number, seed: string, notice: (text: string) => void): Promise<Rig> {
  const setting = { options, clock, counters: createRunCounters(seed), stations: stationsOf(options, testcases), notice };
  return options.plan.sut === 'csms' ? connectToCsms(setting) : listenForStations(setting);
}

/** How many stations run side by side: as many as there are, are asked for, and have something to do. */
function stationsOf({ plan, lanes, embedding }: RunOptions, testcases: number): string[] {
  const most = Math.max(1, Math.min(lanes, testcases));
  if (embedding) return Array.from({ length: most }, (_, index) => `CP${String(index + 1).padStart(3, '0')}`);
  return plan.device.stations.slice(0, most);
}

async function listenForStations({ options, clock, counters, stations, notice }: Setting): Promise<Rig> {
  const { plan, embedding } = options;
  const { security } = plan.endpoint;
  const endpoint = await createCsmsEndpoint({
    version: plan.ocpp, url: plan.endpoint.listen ?? 'ws://127.0.0.1:0/ocpp', clock, stations, counters, messageTimeoutMs: plan.timing.messageTimeout,
    heartbeatIntervalS: 300, ...(security.password === undefined ? {} : { password: security.password }), ...(plan.endpoint.advertise === undefined ? {} : { advertise: plan.endpoint.advertise }),
  });
  const describe = describeStray(stations);
  endpoint.onStray((event) => {
    const text = describe(event);
    if (text !== undefined) notice(text);
  });
  const told = { url: endpoint.url, clock, ...(security.password === undefined ? {} : { password: security.password }) };
  const devices = stations.map((identity) => (embedding?.station ? new LateDevice(embedding.station, { ...told, identity }) : undefined));
  return {
    peers: stations.map((station) => endpoint.peer(station)), devices, csms: undefined,
    start: async () => { await Promise.all(devices.map(async (device) => device?.start())); },
    close: () => closeAll(endpoint, devices),
  };
}

async function closeAll(endpoint: CsmsEndpoint, devices: readonly (LateDevice | undefined)[]): Promise<void> {
  await Promise.allSettled(devices.map(async (device) => device?.close()));
  await endpoint.close();
}

async function connectToCsms({ options, clock, counters, stations }: Setting): Promise<Rig> {
  const { plan, embedding } = options;
  const csms = await embedding?.csms?.({ clock });
  const { security } = plan.endpoint;
  const peers: Peer[] = [];
  const close = async (): Promise<void> => {
    await Promise.allSettled(peers.map((peer) => peer.close()));
    await csms?.close();
  };
  try {
    for (const station of stations) {
      peers.push(await createStationPeer({
        version: plan.ocpp, url: csms?.url ?? plan.endpoint.connect ?? '', station, clock, counters, connectors: plan.device.evses.length,
        messageTimeoutMs: plan.timing.messageTimeout, ...(security.password === undefined ? {} : { password: security.password }),
      }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { peers, devices: [], csms, start: () => Promise.resolve(), close };
}

type StartDevice = (options: StationOptions) => Promise<EmbeddedDevice>;

/** A device in this process that connects only when somebody listens, so that its first boot is seen. */
class LateDevice implements EmbeddedDevice {
  #device: EmbeddedDevice | undefined;

  constructor(readonly startDevice: StartDevice, readonly options: StationOptions) {}

  async start(): Promise<void> {
    this.#device = await this.startDevice(this.options);
  }

  perform(action: string, body: Record<string, unknown>): Promise<{ status: number; body: unknown }> {
    return this.#device?.perform(action, body) ?? Promise.resolve({ status: 503, body: { reason: 'The device has not started.' } });
  }

  async close(): Promise<void> {
    const device = this.#device;
    this.#device = undefined;
    await device?.close();
  }
}
