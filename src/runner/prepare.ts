import type { Peer } from '../peer/types.ts';
import { Halt } from './halt.ts';
import { failureAt, type Performance } from './performance.ts';
import { ask } from './presence.ts';
import { textOf } from './stray.ts';
import { waitFor } from './waiting.ts';

/** A device that booted before we listened is not waited for longer than this, in ms, before it is asked. */
const BOOT_PATIENCE = 10_000;

/** The general preconditions of every station testcase: connected, accepted, answering, connectors free. */
export async function prepareStation(performance: Performance): Promise<void> {
  const { peer, facts, presence, clock, over } = performance;
  const { timing } = facts;
  await connect(performance);
  await awaitReadiness(performance);
  const free = (): boolean => occupied(peer, facts.connectors).length === 0;
  const patience = connectorPatience(performance, timing.intervals.connectionTimeOut * 1000 + timing.messageTimeout);
  if (!(await waitFor(peer, clock, free, patience, over))) {
    presence.missed('free connectors');
    throw unmet(performance, 'every connector Available', occupied(peer, facts.connectors).join(', '));
  }
  presence.met('free connectors');
  const cache = facts.settings['AuthCacheCtrlr.Enabled']?.value?.toLowerCase() === 'true';
  if (cache || facts.features.includes('authorization-cache') || facts.features.includes('C-49')) await ask(performance, 'ClearCache', {});
}

async function connect(performance: Performance): Promise<void> {
  const { peer, facts, presence } = performance;
  if (!peer.connected) {
    try {
      await peer.connect(presence.patience('connection', facts.timing.bootTimeout));
    } catch (error) {
      presence.missed('connection');
      throw unmet(performance, `a connection of ${facts.station}`, `${error instanceof Error ? error.message : String(error)}${refusalOf(performance)}`);
    }
  }
  presence.met('connection');
}

/** What the newest refused attempt of the device to connect was refused for. */
function refusalOf({ events }: Performance): string {
  const refused = events.filter((event) => event.type === 'connection' && event.event === 'Refused').at(-1);
  return refused?.type === 'connection' ? `; it tried and was refused: ${textOf(refused.detail['reason'])}` : '';
}

/** A device that booted before we listened need not boot again: one that answers a question will do. */
async function awaitReadiness(performance: Performance): Promise<void> {
  const { peer, facts, presence, clock, over } = performance;
  const { bootTimeout, messageTimeout } = facts.timing;
  const booted = (): boolean => peer.model.registered || presence.refusedBoot !== undefined;
  const seen = !presence.lacks('answer') && (await waitFor(peer, clock, booted, Math.min(bootTimeout, BOOT_PATIENCE), over));
  if (presence.refusedBoot !== undefined) throw unmet(performance, 'a device that can be registered', `its BootNotification was answered with CALLERROR: ${presence.refusedBoot}`);
  if (seen) return;
  if (!(await presence.answers(peer, clock, messageTimeout))) throw unmet(performance, 'a device that boots, or answers', 'no BootNotification, and no answer to a question');
  peer.model.registered = true;
}

/** Connectors of the device that are known to be in use, as sentences. */
export function occupied(peer: Peer, connectors: number): string[] {
  return Object.entries(peer.model.statuses)
    .filter(([connector, status]) => status !== 'Available' && Number(connector.split('.')[0]) <= connectors)
    .map(([connector, status]) => `connector ${connector} is ${status}`);
}

/** A connector may rightly stay occupied this long after a session, in ms, however often it was late before. */
const LEAST_FOR_CONNECTORS = 4_000;
/** What no connector leaves by waiting. */
const STUCK = /is (Faulted|Unavailable)$/;

/** Milliseconds to wait for connectors to become Available, where `usually` is the full time. */
export function connectorPatience({ peer, facts, presence }: Performance, usually: number): number {
  const passes = !occupied(peer, facts.connectors).every((sentence) => STUCK.test(sentence));
  return presence.patience('free connectors', usually, passes ? LEAST_FOR_CONNECTORS : 0);
}

/** A general precondition that does not hold: the testcase cannot be judged. */
export function unmet(performance: Performance, expected: string, actual: string): Halt {
  return new Halt(failureAt(performance, { path: 'given', phase: 'given', text: 'General preconditions', clause: 'preconditions' }, { expected, actual, verdict: 'inconclusive' }));
}

/**
 * Before a testcase for a CSMS: we start without a connection; a state opens it. A CSMS that has been
 * found missing or silent has to accept a station first.
 */
export async function prepareCsms(performance: Performance): Promise<void> {
  const { peer, facts, presence, clock } = performance;
  if (presence.gone) {
    await connect(performance);
    const question = { action: 'BootNotification', payload: {} };
    if (!(await presence.answers(peer, clock, facts.timing.messageTimeout, question))) throw unmet(performance, 'a CSMS that answers', 'no answer to BootNotification');
  }
  if (peer.connected) await peer.disconnect();
}
