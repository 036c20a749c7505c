import type { Peer } from '../peer/types.ts';
import { Halt } from './halt.ts';
import { failureAt, type Performance } from './performance.ts';
import { readSettings } from './settings.ts';
import { waitFor } from './waiting.ts';

/** What a lane has learnt of its device: one that is gone is not waited for again and again. */
export interface Presence { absent: boolean; silent: boolean }

const REDUCED_WAIT = 2_000;

/** The general preconditions of every station testcase: connected, accepted, answering, connectors free. */
export async function prepareStation(performance: Performance, presence: Presence): Promise<void> {
  const { peer, facts, clock } = performance;
  const { timing } = facts;
  await connect(performance, presence);
  if (!peer.model.registered) await awaitRegistration(performance, presence);
  const free = (): boolean => occupied(peer, facts.connectors).length === 0;
  const patience = timing.intervals.connectionTimeOut * 1000 + timing.messageTimeout;
  if (!(await waitFor(peer, clock, free, presence.silent ? REDUCED_WAIT : patience))) {
    throw unmet(performance, 'every connector Available', occupied(peer, facts.connectors).join(', '));
  }
  if (facts.features.includes('authorization-cache') || facts.features.includes('C-49')) await peer.call('ClearCache', {});
}

async function connect(performance: Performance, presence: Presence): Promise<void> {
  const { peer, facts } = performance;
  if (peer.connected) return;
  try {
    await peer.connect(presence.absent ? REDUCED_WAIT : facts.timing.bootTimeout);
    presence.absent = false;
  } catch (error) {
    presence.absent = true;
    throw unmet(performance, `a connection of ${facts.station}`, error instanceof Error ? error.message : String(error));
  }
}

/** A device that booted before we listened need not boot again: one that answers a question will do. */
async function awaitRegistration(performance: Performance, presence: Presence): Promise<void> {
  const { peer, facts, clock } = performance;
  const patience = presence.silent ? REDUCED_WAIT : Math.min(facts.timing.bootTimeout, 10_000);
  if (await waitFor(peer, clock, () => peer.model.registered, patience)) return;
  const settings = await readSettings(peer, [facts.ocpp === '1.6' ? 'HeartbeatInterval' : 'OCPPCommCtrlr.HeartbeatInterval']);
  presence.silent = settings === undefined;
  if (!settings) throw unmet(performance, 'a device that boots, or answers', 'no BootNotification, and no answer to a question');
  peer.model.registered = true;
}

/** Connectors of the device that are known to be in use, as sentences. */
export function occupied(peer: Peer, connectors: number): string[] {
  return Object.entries(peer.model.statuses)
    .filter(([connector, status]) => status !== 'Available' && Number(connector.split('.')[0]) <= connectors)
    .map(([connector, status]) => `connector ${connector} is ${status}`);
}

function unmet(performance: Performance, expected: string, actual: string): Halt {
  return new Halt(failureAt(performance, { path: 'given', phase: 'given', text: 'General preconditions', clause: 'preconditions' }, { expected, actual, verdict: 'inconclusive' }));
}

/** Before a testcase for a CSMS: we start without a connection; a state opens it. */
export async function prepareCsms({ peer }: Performance): Promise<void> {
  if (peer.connected) await peer.disconnect();
}
