import type { Segment } from '../matching/segment.ts';
import type { Slot } from '../matching/slots.ts';
import { describeStep } from '../testcase/describe.ts';
import type { StepResult, StepStatus } from '../trace/types.ts';
import type { Performance, ScriptStep } from './performance.ts';

/** Reports the steps of a segment that is complete. */
export function reportSteps(performance: Performance, script: readonly ScriptStep[], segment: Segment): void {
  for (const { step, path } of script) {
    const slots = segment.progress.expectations.slots.filter((slot) => slot.path === path || slot.path.startsWith(`${path}.`));
    const evidence = slots.flatMap((slot) => segment.progress.evidenceOf(slot));
    const status: StepStatus = slots.length > 0 && slots.every((slot) => isIdle(segment, slot)) ? 'skipped' : 'passed';
    const at = evidence.length > 0 ? Math.max(...evidence.map((item) => item.at)) : performance.clock.now();
    addStep(performance, { path, text: describeStep(step, performance.scope), status, at, frames: evidence.map((item) => performance.events.indexOf(item)).filter((index) => index >= 0) });
  }
}

function isIdle(segment: Segment, slot: Slot): boolean {
  return !segment.progress.isMet(slot) && segment.progress.evidenceOf(slot).length === 0;
}

/** Adds one step to the testcase's result and tells the reporters. */
export function addStep(performance: Performance, { path, text, status, at, frames, note }: { path: string; text: string; status: StepStatus; at: number; frames: number[]; note?: string }): void {
  const before = performance.steps.at(-1);
  const startMs = before ? before.startMs + before.durationMs : 0;
  const step: StepResult = { path, text, status, startMs: Math.round(startMs), durationMs: Math.max(0, Math.round(at - performance.startedAt - startMs)), frames, ...(note === undefined ? {} : { note }) };
  performance.steps.push(step);
  performance.emit({ type: 'step', id: performance.id, lane: performance.lane, step });
}
