import type { JsonValue } from '../ocppj/types.ts';
import type { FrameEvent } from '../peer/types.ts';
import type { ReplyTemplate } from '../testcase/types.ts';
import { isInWindow, lingerUntil, nextDeadline, slotDeadline, stuckSlot } from './deadlines.ts';
import type { SegmentFailure } from './failure.ts';
import { mismatch, missing, missingAmong, tooEarly, unwanted, wrongOrder } from './failures.ts';
import { judgeGap } from './gaps.ts';
import { matches } from './matchers.ts';
import { Progress, type Evidence } from './progress.ts';
import { differences, fits, identifies, patternOf } from './recognition.ts';
import type { SegmentEnvironment, SegmentState } from './segment-state.ts';
import type { Expectations, Slot } from './slots.ts';
import { viewsOf, type Category, type View } from './streams.ts';
import type { TimeFrame } from './timing.ts';

/** What became of a frame that was offered. */
export type Offer =
  | { kind: 'claimed'; slot: Slot; reply: ReplyTemplate | undefined; overtook: Slot | undefined }
  | { kind: 'allowed'; reply: ReplyTemplate | undefined }
  | { kind: 'unclaimed'; category: Category }
  | { kind: 'failed'; failure: SegmentFailure };

export type Check = { kind: 'open'; wakeAt: number | undefined } | { kind: 'closed' } | { kind: 'failed'; failure: SegmentFailure };

/**
 * From the start of one stimulus to the next: all expectations are open at once, frames are offered
 * on arrival and consumed once (design section 4, semantics 1 to 8). Has no timers of its own: `check`
 * says when to look again.
 */
export class Segment implements SegmentState {
  readonly progress: Progress;
  readonly unclaimed: FrameEvent[] = [];
  readonly time: TimeFrame;

  constructor(expectations: Expectations, readonly environment: SegmentEnvironment, openedAt: number, readonly last: boolean) {
    this.progress = new Progress(expectations);
    this.time = { openedAt, stimulusAt: undefined, progressAt: openedAt };
  }

  /** The stimulus was carried out: limits run from now. */
  stimulusDone(at: number): void {
    this.time.stimulusAt = at;
    this.time.progressAt = Math.max(this.time.progressAt, at);
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
      const allowed = this.#slots('allow').find((slot) => slot.action === view.action && matches(patternOf(slot.step.which, this.environment), view.payload));
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
      const stuck = stuckSlot(this, now);
      if (stuck) return { kind: 'failed', failure: missing(stuck, now, this.unclaimed, this) };
    }
    if (this.time.stimulusAt !== undefined && this.progress.isSatisfied()) {
      const quietAt = this.last || this.progress.lingering().length > 0 ? lingerUntil(this) : now;
      return now >= quietAt ? { kind: 'closed' } : { kind: 'open', wakeAt: quietAt };
    }
    return { kind: 'open', wakeAt: nextDeadline(this, now) };
  }

  #claim(view: View, evidence: Evidence): Offer | undefined {
    const waiting = this.progress.expectations.slots.filter((slot) => (slot.kind === 'expect' || slot.kind === 'collect') && slot.action === view.action);
    const open = waiting.filter((slot) => this.progress.isOpen(slot) && fits(slot, view, this.environment));
    const slot = open[0] ?? this.#rearrange(waiting, view);
    if (!slot) return undefined;
    const early = tooEarly(slot, evidence, this) ?? (slot.kind === 'collect' ? judgeGap(slot, view, this.progress.evidenceOf(slot).at(-1), evidence, this.environment) : undefined);
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
      if (slot.kind !== 'expect' || slot.anyOrder === undefined || visited.has(slot.id) || !this.progress.isMet(slot) || !fits(slot, view, this.environment)) continue;
      visited.add(slot.id);
      const [held] = this.progress.evidenceOf(slot);
      if (held?.type !== 'frame') continue;
      const group = candidates.filter((other) => other.anyOrder === slot.anyOrder);
      for (const heldView of viewsOf(held)) {
        const free = group.find((other) => this.progress.isOpen(other) && fits(other, heldView, this.environment)) ?? this.#rearrange(group, heldView, visited);
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
      if (slot.kind === 'absent' && isInWindow(slot, evidence.at, this) && matches(patternOf(slot.step.which, this.environment), view.payload)) {
        return unwanted(slot, evidence, this);
      }
      if (slot.kind !== 'expect' && slot.kind !== 'collect') continue;
      if (!this.progress.isOpen(slot)) {
        if (this.progress.isMandatory(slot) && fits(slot, view, this.environment)) return wrongOrder(slot, evidence, this);
        continue;
      }
      if (!this.progress.isMandatory(slot) || !identifies(slot, view, this.environment)) continue;
      const found = differences(slot, view, this.environment);
      if (found.length > 0) return mismatch(slot, found, evidence);
    }
    return undefined;
  }

  /** Ends a slot whose time has come: met where it ran its course, a failure where something is missing. */
  #expire(slot: Slot, now: number): SegmentFailure | undefined {
    if (!this.progress.isWaiting(slot)) return undefined;
    const deadline = slotDeadline(slot, this);
    if (deadline === undefined || now < deadline) return undefined;
    if (slot.kind === 'absent') {
      this.progress.complete(slot);
      return undefined;
    }
    if (slot.kind === 'collect' && (slot.step.until.for !== undefined || slot.step.until.quiet !== undefined)) return this.#endCollection(slot);
    if (!this.progress.isMandatory(slot) || !this.progress.isOpen(slot)) return undefined;
    return missing(slot, now, this.unclaimed, this);
  }

  #endCollection(slot: Slot & { kind: 'collect' }): SegmentFailure | undefined {
    if (!this.progress.isOpen(slot)) return undefined;
    const lacking = missingAmong(slot, this);
    if (lacking && this.progress.isMandatory(slot)) return lacking;
    this.progress.complete(slot);
    return undefined;
  }

  /** A mandatory slot of another stream that is printed before this one and is still missing; «per connector» prints no order. */
  #overtaken(slot: Slot): Slot | undefined {
    return this.progress.expectations.slots.find((other) => other.id < slot.id && other.kind === 'expect' && this.progress.isWaiting(other)
      && this.progress.isMandatory(other) && other.stream !== slot.stream && other.action !== slot.action && (other.anyOrder === undefined || other.anyOrder !== slot.anyOrder));
  }

  #isLast(slot: Slot, view: View): boolean {
    const count = this.progress.evidenceOf(slot).length + 1;
    if (slot.kind === 'expect') return count >= (Array.isArray(slot.step.reply) ? slot.step.reply.length : 1);
    if (slot.kind !== 'collect') return true;
    const { until } = slot.step;
    return (until.count !== undefined && count >= until.count) || (until.where !== undefined && matches(patternOf(until.where, this.environment), view.payload));
  }

  #replyOf(slot: Slot): ReplyTemplate | undefined {
    if (slot.kind !== 'expect' && slot.kind !== 'collect') return undefined;
    const { reply } = slot.step;
    return Array.isArray(reply) ? reply[Math.min(this.progress.evidenceOf(slot).length, reply.length - 1)] : reply;
  }

  #take(slot: Slot, evidence: Evidence, complete: boolean): void {
    this.progress.take(slot, evidence, complete);
    this.time.progressAt = Math.max(this.time.progressAt, evidence.at);
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

  #slots<K extends Slot['kind']>(kind: K): Extract<Slot, { kind: K }>[] {
    return this.progress.expectations.slots.filter((slot): slot is Extract<Slot, { kind: K }> => slot.kind === kind);
  }
}
