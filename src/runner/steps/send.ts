import { durationOf } from '../../matching/timing.ts';
import { formatMilliseconds } from '../../matching/durations.ts';
import { mismatches, render } from '../../matching/matchers.ts';
import { isObject, resolve, type Scope } from '../../matching/scope.ts';
import { describePattern } from '../../matching/words.ts';
import type { Payload } from '../../ocppj/types.ts';
import type { CallOutcome, FrameEvent } from '../../peer/types.ts';
import { isChoice, isRefusal, type RawStep, type ReplyPattern, type SendStep } from '../../testcase/types.ts';
import type { Stage, Stimulus } from '../stage.ts';
import { delay } from '../waiting.ts';

type Verdict = { right: true } | { right: false; expected: string; actual: string };

/** Sends a CALL of ours, once or again and again, and judges each answer. */
export function sendStimulus(step: SendStep): Stimulus {
  return async (stage, done) => {
    const { performance } = stage;
    const count = step.count ?? 1;
    const every = step.every === undefined ? 0 : durationOf(step.every, performance.scope);
    for (let index = 0; index < count; index += 1) {
      const startedAt = performance.clock.now();
      if (performance.over.aborted) return;
      const outcome = await performance.peer.call(step.send, payloadOf(stage, step.with), {
        ...limitOf(step, performance.scope), asIs: step.invalid === true, onSent: (event) => { if (index === 0) done(event.at); },
      });
      if (step.reply !== 'none') performance.presence.note(outcome);
      if (index === 0) done(performance.clock.now());
      const event = judgeOutcome(stage, step, outcome);
      if (index === count - 1 && event) stage.answered(step, event);
      else if (index === count - 1) stage.unanswered(step);
      else await delay(performance.clock, startedAt + every - performance.clock.now(), performance.over);
    }
    performance.ledger.noteCall(step.send);
    if (step.send === 'Reset' && performance.peer.side === 'csms') performance.peer.model.registered = false;
  };
}

/** Sends a text as it is; nothing is awaited. */
export function rawStimulus(step: RawStep): Stimulus {
  return async (stage, done) => {
    if (!stage.performance.peer.sendRaw(step.raw)) throw stage.failAt(step, { expected: 'an open connection', actual: 'there is none' });
    done(stage.performance.clock.now());
    return Promise.resolve();
  };
}

/** The time limit of the call: `within`, where the step has it. */
function limitOf({ within }: SendStep, scope: Scope): { timeoutMs?: number } {
  return within === undefined ? {} : { timeoutMs: durationOf(within, scope) };
}

function payloadOf(stage: Stage, template: Payload | undefined): Payload {
  const resolved = resolve(template ?? {}, stage.performance.scope, stage.performance.generators);
  return isObject(resolved) ? resolved : {};
}

/** The answer, where one is wanted and right; undefined where none is wanted and none came. */
function judgeOutcome(stage: Stage, step: SendStep, outcome: CallOutcome): FrameEvent | undefined {
  const wanted = step.reply ?? 'any';
  if (step.orClose === true && outcome.kind === 'disconnected') return undefined;
  if (wanted === 'none') {
    if (outcome.kind === 'timeout' || outcome.kind === 'disconnected') return undefined;
    throw stage.failAt(step, { expected: `no answer to ${step.send}`, actual: answerText(outcome.event), evidence: [outcome.event] });
  }
  if (outcome.kind === 'timeout') throw stage.failAt(step, { expected: `an answer to ${step.send}`, actual: `none in ${formatMilliseconds(outcome.afterMs)}` });
  if (outcome.kind === 'disconnected') throw stage.failAt(step, { expected: `an answer to ${step.send}`, actual: `the connection is gone: ${outcome.reason}` });
  const verdict = judgeReply(stage, wanted, outcome.event);
  if (!verdict.right) throw stage.failAt(step, { expected: `${step.send} answered with ${verdict.expected}`, actual: verdict.actual, evidence: [outcome.event] });
  return outcome.event;
}

/** Whether an answer is the one that is wanted. */
function judgeReply(stage: Stage, wanted: Exclude<ReplyPattern, 'none'>, event: FrameEvent): Verdict {
  const { frame } = event;
  if (isChoice(wanted)) {
    const branches = Object.entries(wanted.oneOf);
    const verdicts = branches.map(([, { reply }]) => judgeReply(stage, reply, event));
    return verdicts.find((verdict) => verdict.right) ?? { right: false, expected: branches.map(([name]) => name).join(' or '), actual: answerText(event) };
  }
  if (wanted !== 'any' && isRefusal(wanted)) return judgeRefusal(wanted.error, event);
  if (frame.kind !== 'CALLRESULT') return { right: false, expected: wanted === 'any' ? 'a CALLRESULT' : describePattern(wanted, stage.performance.scope), actual: answerText(event) };
  if (wanted === 'any') return { right: true };
  const found = mismatches(resolve(wanted, stage.performance.scope, stage.performance.generators), frame.payload);
  if (found.length === 0) return { right: true };
  const side = (key: 'expected' | 'actual'): string => found.map((mismatch) => `${mismatch.path || 'payload'} ${mismatch[key]}`).join(', ');
  return { right: false, expected: side('expected'), actual: side('actual') };
}


function judgeRefusal(wanted: true | string | string[], event: FrameEvent): Verdict {
  const { frame } = event;
  const codes = wanted === true ? [] : Array.isArray(wanted) ? wanted : [wanted];
  const words = codes.length === 0 ? 'a CALLERROR' : `CALLERROR ${codes.join(' or ')}`;
  const right = frame.kind === 'CALLERROR' && (codes.length === 0 || codes.includes(frame.code));
  return right ? { right } : { right: false, expected: words, actual: answerText(event) };
}

function answerText({ frame }: FrameEvent): string {
  return frame.kind === 'CALLERROR' ? `CALLERROR ${frame.code} ${render(frame.description)}` : 'payload' in frame ? `CALLRESULT ${render(frame.payload)}` : frame.kind;
}
