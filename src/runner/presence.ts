import type { Clock } from '../clock/clock.ts';
import type { OcppVersion, Payload } from '../ocppj/types.ts';
import type { CallOutcome, FrameEvent, Peer } from '../peer/types.ts';

/** Problems of a session, not of a frame: its CALL is answered all the same. */
export const ANSWERED_ANYWAY: ReadonlySet<string> = new Set(['call-while-outstanding', 'message-id-reused', 'not-listed']);

/** What a lane waits for and may wait for in vain. */
export type Need = 'connection' | 'answer' | 'free connectors' | 'operator';

/** How long something is waited for, in ms, that did not come the last time. */
const REDUCED_WAIT = 2_000;

const VARIABLE: Payload = { getVariableData: [{ component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } }] };
const QUESTIONS: Record<OcppVersion, { action: string; payload: Payload }> = {
  '1.6': { action: 'GetConfiguration', payload: { key: ['HeartbeatInterval'] } },
  '2.0.1': { action: 'GetVariables', payload: VARIABLE },
  '2.1': { action: 'GetVariables', payload: VARIABLE },
};

/**
 * What a lane has learnt of its device and its operator. What did not come in its full time is waited
 * for 2 s the next time, then for half of that, and so on: however many testcases follow, a device
 * that is gone costs a run 4 s more.
 */
export class Presence {
  readonly #misses = new Map<Need, number>();
  #question: Promise<CallOutcome> | undefined;
  #refusedBoot: string | undefined;

  /** Milliseconds to wait for it now, where `usually` is its full time, and never less than `least`. */
  patience(need: Need, usually: number, least = 0): number {
    const misses = this.#misses.get(need) ?? 0;
    return misses === 0 ? usually : Math.min(usually, Math.max(least, REDUCED_WAIT / 2 ** (misses - 1)));
  }

  missed(need: Need): void {
    this.#misses.set(need, (this.#misses.get(need) ?? 0) + 1);
  }

  met(need: Need): void {
    this.#misses.delete(need);
  }

  /** Whether it was waited for in vain the last time. */
  lacks(need: Need): boolean {
    return this.#misses.has(need);
  }

  /** Whether nothing can be judged at present: the device is not there, or does not answer. */
  get gone(): boolean {
    return this.lacks('connection') || this.lacks('answer');
  }

  /** Why the newest BootNotification of the device could not be accepted: what is wrong with it. */
  get refusedBoot(): string | undefined {
    return this.#refusedBoot;
  }

  /** Learns whether a BootNotification of the device is one that it can be registered with. */
  noteBoot({ direction, frame, problems }: FrameEvent): void {
    if (direction !== 'in' || frame.kind !== 'CALL' || frame.action !== 'BootNotification') return;
    const problem = problems.find(({ code }) => !ANSWERED_ANYWAY.has(code));
    this.#refusedBoot = problem && `${problem.path}: ${problem.expected} (${problem.clause}), got ${problem.actual}`;
  }

  /** Learns from how a call of ours ended. */
  note(outcome: CallOutcome): void {
    if (outcome.kind === 'timeout') this.missed('answer');
    if (outcome.kind === 'result' || outcome.kind === 'error') this.met('answer');
  }

  /**
   * Asks the device something that changes nothing; resolves to whether an answer came in time. The
   * call keeps its full time limit: an answer is not late because we were impatient.
   */
  async answers(peer: Peer, clock: Clock, usually: number, { action, payload } = peer.side === 'csms' ? QUESTIONS[peer.version] : { action: 'Heartbeat', payload: {} }): Promise<boolean> {
    const limitMs = this.patience('answer', usually);
    this.#question ??= peer.call(action, structuredClone(payload)).finally(() => { this.#question = undefined; });
    const question = this.#question;
    const outcome = await new Promise<CallOutcome>((resolve) => {
      const timer = clock.after(limitMs, () => resolve({ kind: 'timeout', afterMs: limitMs }));
      void question.then(resolve).finally(() => timer.cancel());
    });
    this.note(outcome);
    return outcome.kind === 'result' || outcome.kind === 'error';
  }
}

/** Whoever asks a device something on behalf of a lane. */
export interface Asker { readonly peer: Peer; readonly presence: Presence }

/** Calls the device and remembers whether it answered. */
export async function ask({ peer, presence }: Asker, action: string, payload: Payload): Promise<CallOutcome> {
  const outcome = await peer.call(action, payload);
  presence.note(outcome);
  return outcome;
}
