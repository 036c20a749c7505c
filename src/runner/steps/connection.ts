import { durationOf } from '../../matching/timing.ts';
import { isObject, resolve } from '../../matching/scope.ts';
import type { ConnectOptions } from '../../peer/types.ts';
import type { ConnectStep, DisconnectStep, OfflineStep, OnlineStep, WaitStep } from '../../testcase/types.ts';
import type { Stage, Stimulus } from '../stage.ts';
import { delay } from '../waiting.ts';

/** Opens the connection (we are the station), or waits for the device to open it (we are the CSMS). */
export function connectStimulus(step: ConnectStep): Stimulus {
  return async (stage, done) => {
    const { peer, facts, presence } = stage.performance;
    try {
      await peer.connect(presence.patience('connection', facts.timing.bootTimeout), step.connect === true ? {} : optionsOf(stage, step));
      presence.met('connection');
    } catch (error) {
      if (step.connect === true) presence.missed('connection');
      // A testcase that expects the refusal says so as an expectation; without one this is the end of it.
      if (step.connect === true) throw stage.failAt(step, { expected: 'a connection', actual: error instanceof Error ? error.message : String(error) });
    }
    done(stage.performance.clock.now());
  };
}

function optionsOf(stage: Stage, step: ConnectStep): ConnectOptions {
  const resolved = resolve(step.connect, stage.performance.scope, stage.performance.generators);
  const { subprotocols, identity, password, abandon } = isObject(resolved) ? resolved : {};
  return {
    ...(Array.isArray(subprotocols) ? { subprotocols: subprotocols.map(String) } : {}),
    ...(typeof identity === 'string' ? { identity } : {}),
    ...(typeof password === 'string' || password === null ? { password } : {}),
    ...(abandon === true ? { abandon } : {}),
  };
}

export function disconnectStimulus(step: DisconnectStep): Stimulus {
  return async (stage, done) => {
    await stage.performance.peer.disconnect(step.disconnect === true ? 1000 : step.disconnect);
    done(stage.performance.clock.now());
  };
}

const FLUSH_LIMIT = 1_000;

/** Waits until what we have sent has arrived: a message whose answer is lost would rightly be sent again. */
export async function deliverAnswers({ performance: { peer } }: Stage): Promise<void> {
  if (peer.connected) await peer.ping(FLUSH_LIMIT);
}

/** Our endpoint goes away for the device. */
export function offlineStimulus(step: OfflineStep): Stimulus {
  return async (stage, done) => {
    await deliverAnswers(stage);
    stage.performance.ledger.offline = true;
    await stage.performance.peer.offline(step.offline);
    done(stage.performance.clock.now());
  };
}

/** Our endpoint comes back; with `hold`, its steps run before anything queued is answered. */
export function onlineStimulus(step: OnlineStep, playHeld: (stage: Stage) => Promise<void>): Stimulus {
  return async (stage, done) => {
    const { peer, facts, ledger, clock, presence, over } = stage.performance;
    const release = step.online === true ? undefined : stage.hold();
    try {
      await peer.online();
      await peer.connect(facts.timing.bootTimeout);
      ledger.offline = false;
      presence.met('connection');
      if (release && !over.aborted) await playHeld(stage);
    } catch (error) {
      if (error instanceof Error && error.name === 'Halt') throw error;
      if (!peer.connected) presence.missed('connection');
      throw stage.failAt(step, { expected: 'the device to connect again', actual: error instanceof Error ? error.message : String(error) });
    } finally {
      release?.();
    }
    done(clock.now());
  };
}

/** A dwell that the scenario prescribes; frames are judged meanwhile. */
export function waitStimulus(step: WaitStep): Stimulus {
  return async (stage, done) => {
    const { clock, scope, over } = stage.performance;
    await delay(clock, durationOf(step.wait, scope), over);
    done(clock.now());
  };
}
