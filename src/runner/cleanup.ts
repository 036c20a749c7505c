import { valueAt } from '../matching/scope.ts';
import type { OperatorAction } from '../operator/types.ts';
import type { FrameEvent } from '../peer/types.ts';
import type { Facts } from '../plan/types.ts';
import { stopPoints } from '../testcase/transactions-2.x.ts';
import type { Journal } from './journal.ts';
import type { Performance } from './performance.ts';
import { connectorPatience, occupied } from './prepare.ts';
import { ask } from './presence.ts';
import { writeSetting } from './settings.ts';
import { waitFor } from './waiting.ts';

/**
 * Brings the device back to where every testcase starts, whatever happened; only rules count
 * meanwhile. What cannot be undone becomes a note; nothing here throws or waits without a limit.
 */
export async function cleanUpStation(performance: Performance, journal: Journal): Promise<void> {
  const { ledger, facts } = performance;
  if (ledger.powerOff) await operate(performance, 'power-on');
  const reached = await reach(performance);
  for (const connector of [...ledger.faulted]) await operate(performance, 'clear-fault', connector);
  const asked = new Set<string>();
  if (reached) await stopTransactions(performance, asked);
  for (const connector of [...ledger.plugged]) await operate(performance, 'unplug', connector);
  for (const connector of [...ledger.occupied]) await operate(performance, 'leave-bay', connector);
  const undo: (() => Promise<unknown>)[] = [
    // A start that was accepted as the testcase ended may only now have become a transaction.
    () => stopTransactions(performance, asked),
    () => awaitEnds(performance),
    () => restoreAvailability(performance),
    async () => { if (ledger.localList) await ask(performance, 'SendLocalList', facts.ocpp === '1.6' ? { listVersion: 1, updateType: 'Full', localAuthorizationList: [] } : { versionNumber: 1, updateType: 'Full' }); },
    // ConnectionTimeOut, which a testcase may have shortened, frees connectors; a status duration would hide that they are free.
    () => restoreSettings(performance, journal, (name) => !FREES_CONNECTORS.test(name)),
    () => awaitFreeConnectors(performance),
    () => restoreSettings(performance, journal),
  ];
  for (const step of undo) if (canAsk(performance, reached)) await step();
  if (!canAsk(performance, reached)) noteUnreachable(performance, journal);
}

/** Whether the device can be asked: one that does not answer is not asked again and again. */
function canAsk({ peer, presence, over }: Performance, reached: boolean): boolean {
  return reached && peer.connected && !presence.lacks('answer') && !over.aborted;
}

function noteUnreachable({ peer, presence, notes, ledger }: Performance, journal: Journal): void {
  const left = [...Object.keys(peer.model.transactions).map((id) => `transaction ${id}`), ...(ledger.localList ? ['the local list'] : []), ...journal.pending(peer.station).map(({ name }) => name)];
  const why = presence.lacks('connection') || !peer.connected ? 'is not connected' : presence.lacks('answer') ? 'does not answer' : 'was not waited for any longer';
  if (left.length > 0) notes.push(`cleanup: the device ${why}, so these are not undone: ${left.join(', ')}; settings are restored when it is seen again`);
}

/** Brings our endpoint back and waits for the device: connected, booted, answering. */
async function reach(performance: Performance): Promise<boolean> {
  const { peer, ledger, clock, presence, over, facts: { timing } } = performance;
  if (ledger.offline) await attempt(performance, 'come back online', () => peer.online());
  ledger.offline = false;
  if (!peer.connected) {
    await attempt(performance, 'see the device again', () => peer.connect(presence.patience('connection', timing.bootTimeout)));
    if (!peer.connected) {
      presence.missed('connection');
      return false;
    }
  }
  presence.met('connection');
  if (!presence.lacks('answer')) {
    return (await waitFor(peer, clock, () => peer.model.registered, Math.min(timing.bootTimeout, timing.messageTimeout), over)) || presence.answers(peer, clock, timing.messageTimeout);
  }
  return presence.answers(peer, clock, timing.messageTimeout);
}

/** Asks for the end of every running transaction that is not among those asked for before. */
async function stopTransactions(performance: Performance, asked: Set<string>): Promise<void> {
  const { peer, clock, facts, presence, over } = performance;
  for (const id of Object.keys(peer.model.transactions).filter((running) => !asked.has(running))) {
    if (presence.lacks('answer')) return;
    asked.add(id);
    const request = facts.ocpp === '1.6' ? { action: 'RemoteStopTransaction', payload: { transactionId: Number(id) } } : { action: 'RequestStopTransaction', payload: { transactionId: id } };
    let outcome = await ask(performance, request.action, request.payload);
    if (outcome.kind === 'result' && isRefused(outcome.event)) {
      // A transaction that has only just begun may not be stoppable yet.
      await waitFor(peer, clock, () => !Object.hasOwn(peer.model.transactions, id), facts.timing.settle * 2, over);
      outcome = await ask(performance, request.action, request.payload);
    }
    if (outcome.kind === 'result' && endsByRequest(facts)) await waitFor(peer, clock, () => !Object.hasOwn(peer.model.transactions, id), facts.timing.messageTimeout / 2, over);
  }
}

/** Whether the end of the authorization ends the transaction: in 2.x only where TxStopPoint says so (E06). */
function endsByRequest(facts: Facts): boolean {
  return facts.ocpp === '1.6' || stopPoints(facts).some((point) => ['Authorized', 'PowerPathClosed', 'EnergyTransfer'].includes(point));
}

/** Waits for a transaction of 2.x that may end only once the cable is out and the bay empty. */
async function awaitEnds({ peer, clock, facts, over, notes }: Performance): Promise<void> {
  if (facts.ocpp === '1.6') return;
  const running = (): string[] => Object.keys(peer.model.transactions);
  if (!(await waitFor(peer, clock, () => running().length === 0, facts.timing.messageTimeout / 2, over))) notes.push(`cleanup: still running: ${running().join(', ')}`);
}

function isRefused({ frame }: FrameEvent): boolean {
  return frame.kind === 'CALLRESULT' && valueAt(frame.payload, ['status']) === 'Rejected';
}

async function restoreAvailability(performance: Performance): Promise<void> {
  const { peer, clock, facts, presence, over } = performance;
  const inoperative = [...peer.model.inoperative].sort((a, b) => a - b);
  for (const connector of inoperative) {
    if (presence.lacks('answer')) return;
    await ask(performance, 'ChangeAvailability', facts.ocpp === '1.6' ? { connectorId: connector, type: 'Operative' }
      : { operationalStatus: 'Operative', ...(connector > 0 ? { evse: { id: connector } } : {}) });
  }
  // The status that follows the answer is of this testcase, not of the next.
  if (inoperative.length > 0) await waitFor(peer, clock, () => false, facts.timing.settle, over);
}

async function awaitFreeConnectors(performance: Performance): Promise<void> {
  const { peer, clock, facts, presence, over } = performance;
  const patience = connectorPatience(performance, facts.timing.intervals.connectionTimeOut * 1000 + facts.timing.messageTimeout / 2);
  if (await waitFor(peer, clock, () => occupied(peer, facts.connectors).length === 0, patience, over)) return;
  presence.missed('free connectors');
  performance.notes.push(`cleanup: ${occupied(peer, facts.connectors).join(', ')}`);
}

const FREES_CONNECTORS = /ConnectionTimeOut$/i;

/** Puts back the settings of a station that the journal holds, also those of a run that died. */
export async function restoreSettings(restorer: Pick<Performance, 'peer' | 'presence' | 'notes'>, journal: Journal, which: (name: string) => boolean = () => true): Promise<void> {
  const { peer, presence, notes } = restorer;
  for (const change of journal.pending(peer.station).filter(({ name }) => which(name))) {
    const result = await writeSetting(restorer, change.name, change.value);
    if (result === 'Accepted' || result === 'RebootRequired') await journal.forget(change);
    else notes.push(`cleanup: ${change.name} could not be set back to ${change.value}: ${result}; the next run tries again`);
    if (presence.lacks('answer')) return;
  }
}

async function operate(performance: Performance, action: OperatorAction, connector?: number): Promise<void> {
  const { operator, facts, ledger, id, presence } = performance;
  if (performance.over.aborted) return;
  const request = { testcase: id, station: facts.station, ...(connector === undefined ? {} : facts.ocpp === '1.6' ? { connector } : { evse: connector, connector: 1 }) };
  const result = await operator.perform(action, request, presence.patience('operator', facts.timing.operatorTimeout));
  if (result.kind === 'done') ledger.note(action, { ...request, ...(connector === undefined ? {} : { connector }) });
  else performance.notes.push(`cleanup: ${action} was not done: ${result.reason}`);
}

async function attempt(performance: Performance, what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    performance.notes.push(`cleanup: could not ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** After a testcase for a CSMS: no transaction of ours stays open, and the connection ends. */
export async function cleanUpCsms(performance: Performance): Promise<void> {
  const { peer, ledger, facts, driver, presence, testcase } = performance;
  if (ledger.offline) await attempt(performance, 'come back online', () => peer.online());
  for (const id of peer.connected ? Object.keys(peer.model.transactions) : []) {
    if (presence.lacks('answer')) break;
    if (facts.ocpp === '1.6') await ask(performance, 'StopTransaction', { transactionId: Number(id), meterStop: 0 });
    else await ask(performance, 'TransactionEvent', { eventType: 'Ended', triggerReason: 'EVCommunicationLost', transactionInfo: { transactionId: id, chargingState: 'Idle', stoppedReason: 'EVDisconnected' } });
  }
  if (testcase.steps.some((step) => 'setup' in step)) await driver.setup(facts.station, 'reset', {}, presence.patience('operator', facts.timing.operatorTimeout));
  if (peer.connected) await peer.disconnect();
}
