import type { JsonValue } from '../ocppj/types.ts';
import type { FrameEvent } from '../peer/types.ts';
import type { ReplyTemplate } from '../testcase/types.ts';
import { formatMilliseconds } from './durations.ts';
import { matches, mismatches, type Mismatch } from './matchers.ts';
import { judgeGap } from './gaps.ts';
import { Progress, type Evidence } from './progress.ts';
import { resolve, type Generators, type Scope } from './scope.ts';
import type { SegmentFailure } from './failure.ts';
import type { Expectations, Slot } from './slots.ts';
import { identityOf, viewsOf, type Category, type View } from './streams.ts';
import { durationOf, baseOf, deadlineOf, type TimeFrame } from './timing.ts';
import { describeSlot, joinMismatches } from './words.ts';

/** What became of a frame that was offered. */
export type Offer =
  | { kind: 'claimed'; slot: Slot; reply: ReplyTemplate | undefined; overtook: Slot | undefined }
  | { kind: 'allowed'; reply: ReplyTemplate | undefined }
  | { kind: 'unclaimed'; category: Category }
  | { kind: 'failed'; failure: SegmentFailure };

export type Check = { kind: 'open'; wakeAt: number | undefined } | { kind: 'closed' } | { kind: 'failed'; failure: SegmentFailure };

export interface SegmentEnvironment {
  scope: Scope;
  generators: Generators;
  /** Tolerance in ms of a period of so many ms. */
  tolerance: (ms: number) => number;
  /** Milliseconds that an expectation without `within` waits since the last progress. */
  defaultLimit: number;
  /** Milliseconds that a segment stays open for what may still come. */
  settle: number;
  /** How a CALL that nothing takes is judged. */
  categoryOf: (event: FrameEvent) => Category;
}

/**
 * From the start of one stimulus to the next: all expectations are open at once, frames are offered
 * on arrival and consumed once (design section 4, semantics 1 to 8). Has no timers of its own: `check`
 * says when to look again.
 */
export class Segment {
  readonly progress: Progress;
  readonly unclaimed: FrameEvent[] = [];
  readonly #time: TimeFrame;

  constructor(expectations: Expectations, readonly environment: SegmentEnvironment, openedAt: number, readonly last: boolean) {
    this.progress = new Progress(expectations);
    this.#time = { openedAt, stimulusAt: undefined, progressAt: openedAt };
  }

  /** The stimulus was carried out: limits run from now. */
  stimulusDone(at: number): void {
    this.#time.stimulusAt = at;
    this.#time.progressAt = Math.max(this.#time.progressAt, at);
  }

  /** Offers a frame of the device, or an event of its connection. */
  offer(evidence: Evidence): Offer {
    const views = evidence.type === 'frame' ? viewsOf(evidence) : [{ action: evidence.event, payload: evidence.detail }];
    // The frame as itself, or else every status in it: one NotifyEvent may tell those of several connectors.
    for (const group of [views.slice(0, 1), views.slice(1)]) {
      const offers = group.flatMap((view) => this.#claim(view, evidence) ?? []);
      const offer = offers.find(({ kind }) => kind === 'failed') ?? offers[0];
      if (offer) return offer;
    }
    for (const view of views) {
      const failure = this.#breach(view, evidence);
      if (failure) return { kind: 'failed', failure };
    }
    for (const view of views) {
      const allowed = this.#slots('allow').find((slot) => slot.action === view.action && matches(this.#pattern(slot.step.which), view.payload));
      if (allowed?.kind === 'allow') return { kind: 'allowed', reply: allowed.step.reply };
    }
    if (evidence.type === 'connection') return { kind: 'unclaimed', category: 'free' };
    this.unclaimed.push(evidence);
    return { kind: 'unclaimed', category: this.environment.categoryOf(evidence) };
  }

  /** Marks the answer to the call of a `send` step as having come and been right. */
  answered(slot: Slot, event: FrameEvent): void {
    this.#take(slot, event, true);
  }

  /** Marks the call of a `send` step as rightly left without an answer. */
  unanswered(slot: Slot): void {
    this.progress.complete(slot);
  }

  /** Whether it is complete, has failed, or when to look again. */
  check(now: number): Check {
    for (const slot of this.progress.expectations.slots) {
      const failure = this.#expire(slot, now);
      if (failure) return { kind: 'failed', failure };
    }
    if (!this.progress.isSatisfied()) {
      const stuck = this.#stuck(now);
      if (stuck) return { kind: 'failed', failure: this.#missing(stuck, now) };
    }
    const { stimulusAt, progressAt } = this.#time;
    if (stimulusAt !== undefined && this.progress.isSatisfied()) {
      const quietAt = this.last || this.progress.lingering().length > 0 ? this.#lingerUntil(Math.max(stimulusAt, progressAt)) : now;
      return now >= quietAt ? { kind: 'closed' } : { kind: 'open', wakeAt: quietAt };
    }
    const deadlines = this.#pending().map((slot) => this.#deadline(slot)).filter((deadline): deadline is number => deadline !== undefined && deadline > now);
    return { kind: 'open', wakeAt: deadlines.length > 0 ? Math.min(...deadlines) : undefined };
  }

  #claim(view: View, evidence: Evidence): Offer | undefined {
    const waiting = this.progress.expectations.slots.filter((slot) => (slot.kind === 'expect' || slot.kind === 'collect') && slot.action === view.action);
    const open = waiting.filter((slot) => this.progress.isOpen(slot) && this.#fits(slot, view));
    const slot = open[0] ?? this.#rearrange(waiting, view);
    if (!slot) return undefined;
    const early = this.#tooEarly(slot, evidence) ?? (slot.kind === 'collect' ? judgeGap(slot, view, this.progress.evidenceOf(slot).at(-1), evidence, this.environment) : undefined);
    if (early) return { kind: 'failed', failure: early };
    const overtook = this.#overtaken(slot);
    const reply = this.#replyOf(slot);
    for (const taker of this.#parallel(slot, open)) this.#take(taker, evidence, this.#isLast(taker, view));
    return { kind: 'claimed', slot, reply, overtook };
  }

  /** The slots that take the frame: one, or one in each branch of a oneOf that is still possible. */
  #parallel(slot: Slot, open: readonly Slot[]): Slot[] {
    const branch = slot.branches[0];
    if (!branch) return [slot];
    const takers = new Map([[branch.name, slot]]);
    for (const other of open) {
      const own = other.branches.find(({ group }) => group === branch.group);
      if (own && !takers.has(own.name)) takers.set(own.name, other);
    }
    this.progress.settle(branch.group, new Set(takers.keys()));
    return [...takers.values()];
  }

  /** Moves frames between the slots of one anyOrder group so that this one finds a place (semantics 5). */
  #rearrange(candidates: readonly Slot[], view: View, visited = new Set<number>()): Slot | undefined {
    for (const slot of candidates) {
      if (slot.kind !== 'expect' || slot.anyOrder === undefined || visited.has(slot.id) || !this.progress.isMet(slot) || !this.#fits(slot, view)) continue;
      visited.add(slot.id);
      const [held] = this.progress.evidenceOf(slot);
      if (held?.type !== 'frame') continue;
      const group = candidates.filter((other) => other.anyOrder === slot.anyOrder);
      for (const heldView of viewsOf(held)) {
        const free = group.find((other) => this.progress.isOpen(other) && this.#fits(other, heldView)) ?? this.#rearrange(group, heldView, visited);
        if (!free) continue;
        this.#take(free, held, true);
        this.progress.replaceEvidence(slot, []);
        return slot;
      }
    }
    return undefined;
  }

  /** What a frame that nothing takes breaks at once: an identified slot, an order, an absence. */
  #breach(view: View, evidence: Evidence): SegmentFailure | undefined {
    for (const slot of this.progress.expectations.slots) {
      if (slot.action !== view.action || !this.progress.isWaiting(slot)) continue;
      if (slot.kind === 'absent' && this.#inWindow(slot, evidence.at) && matches(this.#pattern(slot.step.which), view.payload)) {
        return { kind: 'absent', slot, expected: describeSlot(slot, this.environment.scope), actual: `${view.action} came`, evidence: [evidence] };
      }
      if (slot.kind !== 'expect' && slot.kind !== 'collect') continue;
      if (!this.progress.isOpen(slot)) {
        if (this.progress.isMandatory(slot) && this.#fits(slot, view)) return this.#orderFailure(slot, evidence);
        continue;
      }
      if (!this.progress.isMandatory(slot) || !this.#identifies(slot, view)) continue;
      const found = this.#differences(slot, view);
      if (found.length > 0) {
        return { kind: 'mismatch', slot, expected: joinMismatches(view.action, found, 'expected'), actual: joinMismatches(view.action, found, 'actual'), evidence: [evidence] };
      }
    }
    return undefined;
  }

  #orderFailure(slot: Slot, evidence: Evidence): SegmentFailure {
    const blocker = this.progress.blocker(slot);
    const first = blocker ? describeSlot(blocker, this.environment.scope) : 'what comes before it';
    return { kind: 'order', slot: blocker ?? slot, expected: `${first} before ${describeSlot(slot, this.environment.scope)}`, actual: `${slot.action} came first`, evidence: [evidence] };
  }

  #tooEarly(slot: Slot, evidence: Evidence): SegmentFailure | undefined {
    if (slot.step.after === undefined) return undefined;
    const least = durationOf(slot.step.after, this.environment.scope);
    const base = baseOf(slot, this.#time, this.environment.scope) ?? this.#time.openedAt;
    const elapsed = evidence.at - base;
    if (elapsed >= least) return undefined;
    return { kind: 'early', slot, expected: `${describeSlot(slot, this.environment.scope)} not before ${formatMilliseconds(least)} (no tolerance below a prescribed wait)`, actual: `it came after ${formatMilliseconds(Math.max(0, elapsed))}`, evidence: [evidence] };
  }

  /** Ends a slot whose time has come: met where it ran its course, a failure where something is missing. */
  #expire(slot: Slot, now: number): SegmentFailure | undefined {
    if (!this.progress.isWaiting(slot)) return undefined;
    const deadline = this.#deadline(slot);
    if (deadline === undefined || now < deadline) return undefined;
    if (slot.kind === 'absent') {
      this.progress.complete(slot);
      return undefined;
    }
    if (slot.kind === 'collect' && (slot.step.until.for !== undefined || slot.step.until.quiet !== undefined)) return this.#endCollection(slot);
    if (!this.progress.isMandatory(slot) || !this.progress.isOpen(slot)) return undefined;
    return this.#missing(slot, now);
  }

  #endCollection(slot: Slot & { kind: 'collect' }): SegmentFailure | undefined {
    if (!this.progress.isOpen(slot)) return undefined;
    const evidence = this.progress.evidenceOf(slot);
    const views = evidence.flatMap((item) => (item.type === 'frame' ? viewsOf(item) : []));
    const missing = (slot.step.some ?? []).map((pattern) => this.#pattern(pattern)).find((pattern) => !views.some((view) => matches(pattern, view.payload)));
    if (missing !== undefined && this.progress.isMandatory(slot)) {
      return { kind: 'missing', slot, expected: `among them a ${slot.action} with ${JSON.stringify(missing)}`, actual: `${evidence.length} came, none of them with it`, evidence: [...evidence] };
    }
    this.progress.complete(slot);
    return undefined;
  }

  #missing(slot: Slot, now: number): SegmentFailure {
    const near = this.unclaimed.filter((event) => viewsOf(event).some((view) => view.action === slot.action));
    const waited = formatMilliseconds(now - (baseOf(slot, this.#time, this.environment.scope) ?? this.#time.openedAt));
    const count = this.progress.evidenceOf(slot).length;
    const actual = near.length > 0 ? `none in ${waited}; other ${slot.action} came` : count > 0 ? `only ${count} in ${waited}` : `nothing in ${waited}`;
    return { kind: 'missing', slot, expected: describeSlot(slot, this.environment.scope), actual, evidence: near.slice(-3) };
  }

  /** Where every way on has run out of time without any one slot being mandatory: a oneOf that nothing entered. */
  #stuck(now: number): Slot | undefined {
    const ways = this.#pending().filter((slot) => slot.kind !== 'reply' && slot.kind !== 'absent');
    if (this.#pending().length > ways.length) return undefined;
    const late = ways.every((slot) => {
      const deadline = this.#deadline(slot);
      return deadline !== undefined && now >= deadline;
    });
    return late ? ways.find((slot) => slot.optionals.length === 0) : undefined;
  }

  #pending(): Slot[] {
    return this.progress.expectations.slots.filter((slot) => slot.kind !== 'allow' && this.progress.isWaiting(slot));
  }

  #deadline(slot: Slot): number | undefined {
    if (slot.kind === 'allow' || slot.kind === 'reply') return undefined;
    const { scope, defaultLimit, tolerance } = this.environment;
    const own = deadlineOf(slot, this.#time, scope, defaultLimit, tolerance, this.progress.evidenceOf(slot).at(-1)?.at);
    if (own === undefined || slot.kind === 'absent' || slot.step.within !== undefined) return own;
    // What is printed earlier and still has time gives its time to what follows it.
    const earlier = this.progress.expectations.slots.filter((other) => other.id < slot.id && other.step.within !== undefined && other.kind === 'expect' && this.progress.isWaiting(other));
    const theirs = earlier.map((other) => this.#deadline(other) ?? 0);
    return slot.kind === 'collect' && slot.step.until.count === undefined ? own : Math.max(own, ...theirs.map((deadline) => deadline + defaultLimit));
  }

  #lingerUntil(since: number): number {
    const withins = this.progress.lingering().filter((slot) => slot.step.within !== undefined).map((slot) => this.#deadline(slot) ?? 0);
    return Math.max(since + this.environment.settle, ...withins);
  }

  /** A mandatory slot of another stream that is printed before this one and is still missing; «per connector» prints no order. */
  #overtaken(slot: Slot): Slot | undefined {
    return this.progress.expectations.slots.find((other) => other.id < slot.id && other.kind === 'expect' && this.progress.isWaiting(other)
      && this.progress.isMandatory(other) && other.stream !== slot.stream && other.action !== slot.action && (other.anyOrder === undefined || other.anyOrder !== slot.anyOrder));
  }

  #inWindow(slot: Slot & { kind: 'absent' }, at: number): boolean {
    const base = baseOf(slot, this.#time, this.environment.scope);
    return base === undefined ? slot.step.since === undefined : at >= Math.min(base, slot.step.since === undefined ? this.#time.openedAt : base);
  }

  #isLast(slot: Slot, view: View): boolean {
    const count = this.progress.evidenceOf(slot).length + 1;
    if (slot.kind === 'expect') return count >= (Array.isArray(slot.step.reply) ? slot.step.reply.length : 1);
    if (slot.kind !== 'collect') return true;
    const { until } = slot.step;
    return (until.count !== undefined && count >= until.count) || (until.where !== undefined && matches(this.#pattern(until.where), view.payload));
  }

  #replyOf(slot: Slot): ReplyTemplate | undefined {
    if (slot.kind !== 'expect' && slot.kind !== 'collect') return undefined;
    const { reply } = slot.step;
    return Array.isArray(reply) ? reply[Math.min(this.progress.evidenceOf(slot).length, reply.length - 1)] : reply;
  }

  #take(slot: Slot, evidence: Evidence, complete: boolean): void {
    this.progress.take(slot, evidence, complete);
    this.#time.progressAt = Math.max(this.#time.progressAt, evidence.at);
    const { as } = slot.step;
    if (as !== undefined) this.environment.scope.set(as, this.#saved(slot, evidence));
  }

  #saved(slot: Slot, evidence: Evidence): JsonValue {
    const save = (item: Evidence): { [key: string]: JsonValue } => {
      const payload = item.type === 'connection' ? item.detail : 'payload' in item.frame ? item.frame.payload : { code: item.frame.code, description: item.frame.description };
      return { payload, at: item.at, wall: item.wall };
    };
    if (slot.kind !== 'collect') return save(evidence);
    const frames = this.progress.evidenceOf(slot).map(save);
    return { frames, payloads: frames.map(({ payload }) => payload ?? null), count: frames.length, at: evidence.at };
  }

  #identity(slot: Slot): JsonValue | undefined {
    if (slot.kind === 'collect') return this.#pattern(slot.step.which);
    if (slot.kind !== 'expect') return undefined;
    return this.#pattern(slot.step.which ?? identityOf(slot.action, slot.step.where));
  }

  #identifies(slot: Slot, view: View): boolean {
    return matches(this.#identity(slot), view.payload);
  }

  #fits(slot: Slot, view: View): boolean {
    return this.#identifies(slot, view) && this.#differences(slot, view).length === 0;
  }

  #differences(slot: Slot, view: View): Mismatch[] {
    const where = slot.kind === 'expect' ? slot.step.where : slot.kind === 'collect' ? slot.step.each : undefined;
    return where === undefined ? [] : mismatches(this.#pattern(where) ?? {}, view.payload);
  }

  #pattern(pattern: { [key: string]: JsonValue } | undefined): JsonValue | undefined {
    return pattern === undefined ? undefined : resolve(pattern, this.environment.scope, this.environment.generators);
  }

  #slots<K extends Slot['kind']>(kind: K): Extract<Slot, { kind: K }>[] {
    return this.progress.expectations.slots.filter((slot): slot is Extract<Slot, { kind: K }> => slot.kind === kind);
  }
}
