import type { Clock } from '../clock/clock.ts';
import type { Driver } from '../driver/types.ts';
import type { Generators, Scope } from '../matching/scope.ts';
import type { PlacedStep } from '../matching/slots.ts';
import type { JsonValue } from '../ocppj/types.ts';
import type { Operator } from '../operator/types.ts';
import type { FrameEvent, Peer, WireEvent } from '../peer/types.ts';
import type { Facts } from '../plan/types.ts';
import type { Phase } from '../testcase/fold.ts';
import type { Testcase } from '../testcase/types.ts';
import type { Finding } from '../rules/types.ts';
import type { Failure, FrameExcerpt, RunEvent, StepResult } from '../trace/types.ts';
import type { Ledger } from './ledger.ts';
import type { Presence } from './presence.ts';

/** A step at its place, with the part of the testcase that it belongs to. */
export interface ScriptStep extends PlacedStep { phase: Phase }

/** One attempt at one testcase: what its steps work with. */
export interface Performance {
  readonly testcase: Testcase;
  readonly id: string;
  readonly lane: number;
  readonly peer: Peer;
  readonly operator: Operator;
  readonly driver: Driver;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly generators: Generators;
  readonly ledger: Ledger;
  readonly presence: Presence;
  /** Ends whatever still waits: when the steps are over, and later when cleaning up has taken too long. */
  over: AbortSignal;
  /** When it started, in clock ms. */
  readonly startedAt: number;
  /** The same instant as an ISO date-time. */
  readonly startedWall: string;
  /** Everything that crossed the wire since then; the newest 5,000. */
  readonly events: WireEvent[];
  readonly notes: string[];
  /** What the rules found since then. */
  readonly findings: Finding[];
  readonly steps: StepResult[];
  /** Milliseconds spent waiting for the operator. */
  operatorMs: number;
  emit(event: RunEvent): void;
  /** Answers to frames of the device that a later step refers to, by message id. */
  readonly awaitingReply: Map<string, string>;
}

const EXCERPT = 10;

const MAX_NOTES = 50;

/** Adds a sentence for the reader; a device that floods does not fill the report. */
export function addNote({ notes }: Pick<Performance, 'notes'>, text: string): void {
  if (notes.length < MAX_NOTES) notes.push(text);
  else if (notes.length === MAX_NOTES) notes.push('There was more of this kind; the trace has it all.');
}

/** The texts of frames for a failure: the ones that show it, after the newest before them. */
export function excerptsOf(performance: Performance, shown: readonly WireEvent[]): FrameExcerpt[] {
  const recent = performance.events.filter((event) => event.type !== 'connection' || event.event === 'Close').slice(-6);
  const all = [...new Set([...recent, ...shown])].sort((a, b) => a.at - b.at).slice(-EXCERPT);
  return all.map((event) => ({
    direction: event.type === 'connection' ? 'in' : event.direction,
    wall: event.wall,
    atMs: Math.round(event.at - performance.startedAt),
    text: event.type === 'connection' ? `${event.event} ${JSON.stringify(event.detail)}` : event.text.slice(0, 2000),
  }));
}

/** What the testcase requires, as a failure names it: clauses and purpose. */
export function requirementOf(performance: Performance, clause: string | undefined): string {
  const clauses = clause ?? performance.testcase.spec.join(', ');
  return `OCPP ${performance.facts.ocpp} ${clauses}: ${performance.testcase.purpose}`;
}

/** A failure at a step; in a `given` what the device does wrong leaves the testcase unjudged. */
export function failureAt(
  performance: Performance, place: { path: string; phase: Phase; text: string; clause?: string },
  found: { expected: string; actual: string; evidence?: readonly WireEvent[]; verdict?: Failure['verdict'] },
): Failure {
  const verdict = found.verdict ?? 'failed';
  return {
    verdict: verdict === 'failed' && place.phase === 'given' ? 'inconclusive' : verdict,
    requirement: requirementOf(performance, place.clause),
    expected: found.expected,
    actual: found.actual,
    step: place.path,
    stepText: place.text,
    frames: excerptsOf(performance, found.evidence ?? []),
  };
}

/** The payload of a CALL or an answer, as it can be saved; an error as code and description. */
export function payloadOf(event: FrameEvent): JsonValue {
  return 'payload' in event.frame ? event.frame.payload : { code: event.frame.code, description: event.frame.description, details: event.frame.details };
}
