import { GENERATORS } from '../src/checks/registry.ts';
import { createClock, type Clock } from '../src/clock/clock.ts';
import type { Payload } from '../src/ocppj/types.ts';
import type { CallOptions, CallOutcome, FrameEvent, Peer } from '../src/peer/types.ts';
import { Ledger } from '../src/runner/ledger.ts';
import type { Performance } from '../src/runner/performance.ts';
import { Presence } from '../src/runner/presence.ts';
import { scopeOf } from '../src/runner/scope.ts';
import { playScript } from '../src/runner/script.ts';
import { Stage } from '../src/runner/stage.ts';
import { foldTestcase } from '../src/testcase/fold.ts';
import { defaultFacts } from '../src/testcase/sample-facts.ts';
import type { Testcase } from '../src/testcase/types.ts';
import type { Measurement } from './measurement.ts';

const STEPS = 2_000;
const REPETITIONS = 5;

/**
 * Measures what the runner adds per step, in milliseconds: a script of calls through it, against the
 * same calls made one by one, on a peer without a wire. The settle time at the end is not counted.
 */
export async function measure(): Promise<Measurement[]> {
  const clock = createClock();
  const added: number[] = [];
  for (let round = 0; round < REPETITIONS; round += 1) added.push((await timeOfScript(clock) - await timeOfCalls(clock)) / STEPS);
  return [{ name: 'what the runner adds per step, ms', ratio: added.sort((a, b) => a - b)[Math.floor(REPETITIONS / 2)] ?? Number.NaN, target: 0.3 }];
}

async function timeOfCalls(clock: Clock): Promise<number> {
  const peer = directPeer(clock);
  const start = performance.now();
  for (let index = 0; index < STEPS; index += 1) await peer.call('ClearCache', {});
  return performance.now() - start;
}

async function timeOfScript(clock: Clock): Promise<number> {
  const facts = defaultFacts('1.6', 'charge-point');
  facts.timing = { ...facts.timing, settle: 0 };
  const testcase: Testcase = {
    title: 'Bench', purpose: 'Calls.', spec: ['-'], profile: 'Core',
    steps: Array.from({ length: STEPS }, () => ({ send: 'ClearCache', reply: { status: 'Accepted' } })),
  };
  const show: Performance = {
    testcase, id: 'PP_BENCH', lane: 0, peer: directPeer(clock), operator: NOBODY, driver: NOBODY, facts, clock, scope: scopeOf(facts), generators: GENERATORS,
    ledger: new Ledger(), startedAt: clock.now(), startedWall: '', presence: new Presence(), over: new AbortController().signal, events: [], notes: [], findings: [], steps: [], operatorMs: 0, emit: () => undefined, awaitingReply: new Map(),
  };
  const start = performance.now();
  await playScript(show, new Stage(show), foldTestcase(testcase, facts, new Map()).steps);
  return performance.now() - start;
}

const NOBODY: Performance['operator'] & Performance['driver'] = {
  perform: () => Promise.resolve({ kind: 'done' }), trigger: () => Promise.resolve({ kind: 'done' }), setup: () => Promise.resolve({ kind: 'done' }),
  observe: () => Promise.resolve({ kind: 'done' }), capabilities: () => Promise.resolve(undefined), close: () => Promise.resolve(),
};

/** A peer whose device answers at once, without a wire. */
function directPeer(clock: Clock): Peer {
  const event = (direction: 'in' | 'out', payload: Payload): FrameEvent => ({
    type: 'frame', direction, at: clock.now(), wall: '', station: 'CP001', connection: 1, text: '', problems: [], action: 'ClearCache',
    frame: direction === 'out' ? { kind: 'CALL', id: '1', action: 'ClearCache', payload } : { kind: 'CALLRESULT', id: '1', payload },
  });
  return {
    version: '1.6', side: 'csms', station: 'CP001', connected: true,
    model: { registered: true, statuses: {}, transactions: {}, inoperative: [] },
    onEvent: () => () => undefined, decideReplies: () => undefined, complete: (_action, payload) => payload, sendRaw: () => true,
    call(_action: string, payload: Payload, options?: CallOptions): Promise<CallOutcome> {
      options?.onSent?.(event('out', payload));
      return Promise.resolve({ kind: 'result', event: event('in', { status: 'Accepted' }) });
    },
    offline: () => Promise.resolve(), online: () => Promise.resolve(), connect: () => Promise.resolve(), disconnect: () => Promise.resolve(),
    ping: () => Promise.resolve(true), close: () => Promise.resolve(),
  };
}
