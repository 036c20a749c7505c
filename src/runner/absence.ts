import type { Step } from '../testcase/types.ts';
import type { Performance, ScriptStep } from './performance.ts';
import type { Stage } from './stage.ts';

const HARMLESS_QUESTION = {
  '1.6': { action: 'GetConfiguration', payload: { key: ['HeartbeatInterval'] } },
  '2.0.1': { action: 'GetVariables', payload: { getVariableData: [{ component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } }] } },
  '2.1': { action: 'GetVariables', payload: { getVariableData: [{ component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } }] } },
} as const;

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

async function isAlive(performance: Performance): Promise<boolean> {
  const { peer, facts } = performance;
  if (peer.side === 'station') {
    const outcome = await peer.call('Heartbeat', {});
    return outcome.kind === 'result' || outcome.kind === 'error';
  }
  // A station that is not accepted need not answer calls (1.6 4.2, 2.0.1 B03): a ping will do.
  if (!peer.model.registered) return peer.ping(facts.timing.messageTimeout);
  const { action, payload } = HARMLESS_QUESTION[peer.version];
  const outcome = await peer.call(action, JSON.parse(JSON.stringify(payload)));
  return outcome.kind === 'result' || outcome.kind === 'error';
}

function expectsDisconnection(steps: readonly ScriptStep[]): boolean {
  return steps.some(({ step }) => ('expect' in step && ['Close', 'TlsFailure', 'Refused'].includes(step.expect)) || 'disconnect' in step);
}

function inconclusive(stage: Stage, step: Step, actual: string, evidence: Parameters<Stage['failAt']>[1]['evidence']): Error {
  return stage.failAt(step, { expected: 'a device that stays connected and answers', actual, evidence, verdict: 'inconclusive' });
}
