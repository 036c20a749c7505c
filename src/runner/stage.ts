import type { SegmentFailure } from '../matching/failure.ts';
import { Segment, type Offer } from '../matching/segment.ts';
import { compileExpectations, type Slot } from '../matching/slots.ts';
import { categoryOf, type Category } from '../matching/streams.ts';
import { isObject, resolve } from '../matching/scope.ts';
import type { JsonValue, Payload } from '../ocppj/types.ts';
import type { ConnectionEvent, FrameEvent, ReplyDecision, WireEvent } from '../peer/types.ts';
import type { Finding } from '../rules/types.ts';
import { describeStep } from '../testcase/describe.ts';
import { isStimulus, type ReplyTemplate, type Step } from '../testcase/types.ts';
import { contradicts } from './contradiction.ts';
import { Halt } from './halt.ts';
import { addNote, failureAt, payloadOf, type Performance, type ScriptStep } from './performance.ts';
import { ANSWERED_ANYWAY } from './presence.ts';
import { reportSteps } from './step-results.ts';

/** How a stimulus is carried out: it says when it was done and ends when nothing of it is left. */
export type Stimulus = (stage: Stage, done: (at: number) => void) => Promise<void>;

/**
 * Where a testcase meets the wire: holds the open segment, offers it what the device does, and ends
 * the testcase at the first thing that is wrong.
 */
export class Stage {
  #segment: Segment | undefined;
  #script: readonly ScriptStep[] = [];
  #failure: Halt | undefined;
  #wake: (() => void) | undefined;
  #hold: Promise<void> | undefined;
  #release: (() => void) | undefined;
  /** Whether what nobody takes may still be taken by the continuation of this segment. */
  #continued = false;

  constructor(readonly performance: Performance) {}

  /** Decides the answer to a CALL of the device. */
  async decide(event: FrameEvent): Promise<ReplyDecision> {
    if (this.#hold) await this.#hold;
    return this.#guarded(() => {
      const offer = this.#offer(event);
      const template = offer && (offer.kind === 'claimed' || offer.kind === 'allowed') ? offer.reply : undefined;
      if (offer?.kind === 'claimed' && offer.slot.step.as !== undefined) this.performance.awaitingReply.set(event.frame.id, offer.slot.step.as);
      return this.#decision(template);
    }) ?? { kind: 'background' };
  }

  /** Takes note of what crosses the wire: events of the connection, SEND messages, answers of ours. */
  observe(event: WireEvent): void {
    this.#guarded(() => {
      if (event.type === 'connection') this.#offer(event);
      else if (event.type === 'frame' && event.direction === 'in' && event.frame.kind === 'SEND') this.#offer(event);
      else if (event.type === 'frame' && event.direction === 'in' && event.problems.length > 0 && event.frame.kind === 'CALL') this.#refuse(event);
      else if (event.type === 'frame' && event.direction === 'out') this.#remember(event);
    });
  }

  /** Leaves the wire: from now on every frame gets its background answer, and only rules count. */
  leave(): void {
    this.#segment = undefined;
    this.#hold = undefined;
    this.#release?.();
  }

  /** Ends the testcase with this failure; the first one counts. */
  fail(halt: Halt): void {
    this.#failure ??= halt;
    this.#wake?.();
  }

  /** Ends the testcase in error: plugproof itself broke. */
  failByOurFault(error: unknown): void {
    this.fail(new Halt(this.#ownFault(error)));
  }

  /** Lets nothing of the device be answered until `release` is called. */
  hold(): () => void {
    this.#hold = new Promise((resolve_) => { this.#release = resolve_; });
    return () => {
      this.#hold = undefined;
      this.#release?.();
    };
  }

  /**
   * Plays one segment: opens its expectations, carries out its stimulus, and resolves when it is
   * complete. Throws a Halt at the first failure.
   */
  async play(script: readonly ScriptStep[], stimulus: Stimulus | undefined, options: { last: boolean; continued: boolean; carry: readonly FrameEvent[] }): Promise<FrameEvent[]> {
    const { performance } = this;
    const expectations = compileExpectations(script.filter(({ step }) => !isStimulus(step) || 'send' in step), performance.scope, performance.generators);
    const { timing } = performance.facts;
    const segment = new Segment(expectations, {
      scope: performance.scope, generators: performance.generators, tolerance: toleranceOf(timing),
      defaultLimit: timing.messageTimeout, settle: timing.settle, categoryOf: (event) => this.#categoryOf(event),
    }, performance.clock.now(), options.last);
    this.#segment = segment;
    this.#script = script;
    this.#continued = options.continued;
    for (const event of options.carry) this.#offer(event);
    const work = stimulus ? stimulus(this, (at) => this.#stimulusDone(at)) : Promise.resolve(this.#stimulusDone(performance.clock.now()));
    await this.#until(segment, work);
    this.#throwFailure();
    reportSteps(performance, script, segment);
    return options.continued ? segment.unclaimed : [];
  }

  /** Marks the answer to a `send` step of the open segment as right. */
  answered(step: Step, event: FrameEvent): void {
    const slot = this.#segment?.progress.expectations.slots.find((candidate) => candidate.step === step);
    if (slot) this.#segment?.answered(slot, event);
    else if (step.as !== undefined) this.performance.scope.set(step.as, { payload: payloadOf(event), at: event.at });
    this.#wake?.();
  }

  /** Marks a `send` step of the open segment as rightly left without an answer. */
  unanswered(step: Step): void {
    const slot = this.#segment?.progress.expectations.slots.find((candidate) => candidate.step === step);
    if (slot) this.#segment?.unanswered(slot);
    this.#wake?.();
  }

  /** Ends the testcase at a step of the script. */
  failAt(step: Step, found: { expected: string; actual: string; evidence?: readonly WireEvent[]; verdict?: 'failed' | 'inconclusive' | 'error' }): Halt {
    const place = this.#script.find((candidate) => candidate.step === step);
    const halt = new Halt(failureAt(this.performance, {
      path: place?.path ?? '?', phase: place?.phase ?? 'body', text: describeStep(step, this.performance.scope), clause: step.clause,
    }, found));
    this.fail(halt);
    return halt;
  }

  /** What is wrong with a step, such as a reference to nothing, ends the testcase and nothing else. */
  #guarded<Value>(work: () => Value): Value | undefined {
    try {
      return work();
    } catch (error) {
      this.failByOurFault(error);
      return undefined;
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure;
  }

  async #until(segment: Segment, work: Promise<void>): Promise<void> {
    let finished = false;
    work.then(() => { finished = true; }, (error: unknown) => {
      if (error instanceof Halt) this.fail(error);
      else this.failByOurFault(error);
      finished = true;
    }).finally(() => this.#wake?.());
    for (;;) {
      if (this.#failure) return;
      const check = segment.check(this.performance.clock.now());
      if (check.kind === 'failed') return this.fail(this.#halt(check.failure));
      if (check.kind === 'closed' && finished) return;
      await this.#changeOr(check.kind === 'open' ? check.wakeAt : undefined);
    }
  }

  /** Resolves at the next change, or when the clock reaches this instant. */
  #changeOr(at: number | undefined): Promise<void> {
    const { clock } = this.performance;
    return new Promise((resolve_) => {
      const timer = at === undefined ? undefined : clock.after(Math.max(0, at - clock.now()), () => this.#wake?.());
      this.#wake = () => {
        timer?.cancel();
        this.#wake = undefined;
        resolve_();
      };
      if (this.#failure) this.#wake();
    });
  }

  #stimulusDone(at: number): void {
    this.#segment?.stimulusDone(at);
    this.#wake?.();
  }

  #offer(event: FrameEvent | ConnectionEvent): Offer | undefined {
    const segment = this.#segment;
    if (!segment || this.#failure) return undefined;
    const offer = segment.offer(event);
    if (offer.kind === 'failed') this.fail(this.#halt(offer.failure));
    if (offer.kind === 'claimed' && offer.overtook) this.#noteOrder(offer.slot, offer.overtook);
    if (offer.kind === 'unclaimed' && event.type === 'frame') this.#unclaimed(event, offer.category);
    this.#wake?.();
    return offer;
  }

  #unclaimed(event: FrameEvent, category: Category): void {
    const action = event.action ?? 'a message';
    if (category === 'report' && !this.#continued && !(this.performance.testcase.allow ?? []).includes(action)) {
      this.fail(this.#halt({ kind: 'unexpected', slot: undefined, expected: `no ${action}: nothing in the scenario asks for it`, actual: `${action} came`, evidence: [event] }));
    } else if (category === 'status') {
      addNote(this.performance, `${action} ${JSON.stringify('payload' in event.frame ? event.frame.payload : {}).slice(0, 200)} came without being asked for; it was answered`);
    }
  }

  #noteOrder(slot: Slot, overtook: Slot): void {
    if (isReversible(slot, overtook)) return;
    const { facts, clock, id, lane, emit } = this.performance;
    const finding: Finding = {
      rule: 'certification/order', level: 'certification', clause: 'certification document, scenario details',
      requirement: 'Messages come in the order in which the certification document prints them.',
      expected: `${overtook.action} (step ${overtook.path}) before ${slot.action} (step ${slot.path})`, actual: 'the other way round, which the specification allows',
      station: facts.station, at: clock.now(),
    };
    this.performance.findings.push(finding);
    emit({ type: 'finding', id, lane, finding });
  }

  #categoryOf(event: FrameEvent): Category {
    const { frame } = event;
    if (frame.kind !== 'CALL' && frame.kind !== 'SEND') return 'free';
    if (this.performance.peer.side === 'csms') return categoryOf(frame.action, frame.payload);
    return contradicts(frame.action, frame.payload, this.performance.peer.model) ? 'report' : 'status';
  }

  #halt(failure: SegmentFailure): Halt {
    const path = failure.slot?.path;
    const place = this.#script.find((candidate) => path === candidate.path || path?.startsWith(`${candidate.path}.`)) ?? this.#script.at(-1);
    const step = failure.slot?.step ?? place?.step;
    const gone = failure.kind === 'missing' && !this.performance.peer.connected && !this.performance.ledger.offline ? '; the device is not connected' : '';
    return new Halt(failureAt(this.performance, {
      path: path ?? place?.path ?? 'between steps', phase: place?.phase ?? 'body',
      text: step ? describeStep(step, this.performance.scope) : 'between steps', clause: failure.slot?.step.clause,
    }, { ...failure, actual: `${failure.actual}${gone}` }));
  }

  /** A CALL that breaks framing or schema was answered with CALLERROR: a step that waits for it would wait in vain. */
  #refuse(event: FrameEvent): void {
    const slot = this.#segment?.progress.expectations.slots.find((candidate) => (candidate.kind === 'expect' || candidate.kind === 'collect') && candidate.action === event.action && this.#segment?.progress.isWaiting(candidate) === true);
    const problem = event.problems.find(({ code }) => !ANSWERED_ANYWAY.has(code));
    if (!slot || !problem) return;
    this.fail(this.#halt({ kind: 'mismatch', slot, expected: `${problem.path}: ${problem.expected} (${problem.clause})`, actual: problem.actual, evidence: [event] }));
  }

  #remember(event: FrameEvent): void {
    if (event.frame.kind === 'CALL') return;
    const name = this.performance.awaitingReply.get(event.frame.id);
    const saved = name === undefined ? undefined : this.performance.scope.get(name);
    if (name === undefined || !isObject(saved)) return;
    const reply: JsonValue = 'payload' in event.frame ? event.frame.payload : { code: event.frame.code };
    this.performance.scope.set(name, { ...saved, reply, repliedAt: event.at });
    this.performance.awaitingReply.delete(event.frame.id);
  }

  #decision(template: ReplyTemplate | undefined): ReplyDecision {
    if (template === undefined) return { kind: 'background' };
    if (template === 'none') return { kind: 'none' };
    const resolved = resolve(template, this.performance.scope, this.performance.generators);
    if (!isObject(resolved)) return { kind: 'background' };
    if (typeof resolved['error'] === 'string') return { kind: 'error', code: resolved['error'], description: typeof resolved['description'] === 'string' ? resolved['description'] : '' };
    if ('exact' in resolved) return { kind: 'exact', payload: resolved['exact'] ?? null };
    const payload: Payload = resolved;
    return { kind: 'payload', payload };
  }

  #ownFault(error: unknown): Halt['failure'] {
    const text = error instanceof Error ? error.message : String(error);
    return failureAt(this.performance, { path: this.#script[0]?.path ?? '?', phase: 'body', text: 'plugproof itself' }, { expected: 'that plugproof works', actual: text, verdict: 'error' });
  }
}

/** The certification document lets these two pairs come in either order. */
function isReversible(first: Slot, second: Slot): boolean {
  const names = [first.action, second.action].sort().join(' ');
  return names === 'StartTransaction StatusNotification' || names === 'StatusNotification StopTransaction' || names === 'StatusNotification TransactionEvent';
}

/** The tolerance of a period: the plan's or 10 %, whichever is larger, never more than certificationTolerance (design section 6). */
export function toleranceOf(timing: { tolerance: number; certificationTolerance: number }): (ms: number) => number {
  return (ms) => Math.max(timing.tolerance, Math.min(ms / 10, timing.certificationTolerance));
}
