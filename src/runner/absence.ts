import type { Step } from '../testcase/types.ts';
import type { Performance, ScriptStep } from './performance.ts';
import type { Stage } from './stage.ts';

/**
 * After an `absent` the device must have stayed connected and must still answer; otherwise the
 * silence says nothing and the testcase is inconclusive (design section 4, semantics 7).
 */
export async function probeAfterAbsence(performance: Performance, stage: Stage, steps: readonly ScriptStep[]): Promise<void> {
  const placed = steps.find(({ step }) => 'absent' in step);
  if (!placed || performance.ledger.offline || performance.ledger.powerOff || expectsDisconnection(steps)) return;
  const since = performance.events.filter((event) => event.type === 'connection' && event.event === 'Close' && !event.ours);
  const start = performance.steps.find((result) => result.path === placed.path)?.startMs ?? 0;
  const lost = since.find((event) => event.at - performance.startedAt >= start);
  if (lost || !performance.peer.connected) throw inconclusive(stage, placed.step, 'the connection was lost meanwhile', lost ? [lost] : []);
  const alive = await isAlive(performance);
  if (!alive) throw inconclusive(stage, placed.step, 'the device no longer answered afterwards', []);
}

function isAlive({ peer, facts, presence, clock }: Performance): Promise<boolean> {
  // A station that is not accepted need not answer calls (1.6 4.2, 2.0.1 B03): a ping will do.
  if (peer.side === 'csms' && !peer.model.registered) return peer.ping(facts.timing.messageTimeout);
  return presence.answers(peer, clock, facts.timing.messageTimeout);
}

function expectsDisconnection(steps: readonly ScriptStep[]): boolean {
  return steps.some(({ step }) => ('expect' in step && ['Close', 'TlsFailure', 'Refused'].includes(step.expect)) || 'disconnect' in step);
}

function inconclusive(stage: Stage, step: Step, actual: string, evidence: Parameters<Stage['failAt']>[1]['evidence']): Error {
  return stage.failAt(step, { expected: 'a device that stays connected and answers', actual, evidence, verdict: 'inconclusive' });
}
