import type { OperatorAction } from '../operator/types.ts';
import type { Journal } from './journal.ts';
import type { Performance } from './performance.ts';
import { occupied } from './prepare.ts';
import { writeSetting } from './settings.ts';
import { waitFor } from './waiting.ts';

/**
 * Brings the device back to where every testcase starts, whatever happened; only rules count
 * meanwhile. What cannot be undone becomes a note; nothing here throws or waits without a limit.
 */
export async function cleanUpStation(performance: Performance, journal: Journal): Promise<void> {
  const { peer, ledger, clock, facts } = performance;
  const { timing } = facts;
  if (ledger.offline) await attempt(performance, 'come back online', () => peer.online());
  ledger.offline = false;
  if (ledger.powerOff) await operate(performance, 'power-on');
  if (!peer.connected) await attempt(performance, 'see the device again', () => peer.connect(timing.bootTimeout));
  if (!peer.connected) return;
  await waitFor(peer, clock, () => peer.model.registered, Math.min(timing.bootTimeout, timing.messageTimeout));
  for (const connector of [...ledger.faulted]) await operate(performance, 'clear-fault', connector);
  await stopTransactions(performance);
  for (const connector of [...ledger.plugged]) await operate(performance, 'unplug', connector);
  for (const connector of [...ledger.occupied]) await operate(performance, 'leave-bay', connector);
  await restoreAvailability(performance);
  if (ledger.localList) await peer.call('SendLocalList', facts.ocpp === '1.6' ? { listVersion: 1, updateType: 'Full', localAuthorizationList: [] } : { versionNumber: 1, updateType: 'Full' });
  const free = await waitFor(peer, clock, () => occupied(peer, facts.connectors).length === 0, timing.intervals.connectionTimeOut * 1000 + timing.messageTimeout / 2);
  if (!free) performance.notes.push(`cleanup: ${occupied(peer, facts.connectors).join(', ')}`);
  await restoreSettings(performance, journal);
}

async function stopTransactions({ peer, clock, facts }: Performance): Promise<void> {
  for (const id of Object.keys(peer.model.transactions)) {
    const request = facts.ocpp === '1.6' ? { action: 'RemoteStopTransaction', payload: { transactionId: Number(id) } } : { action: 'RequestStopTransaction', payload: { transactionId: id } };
    const outcome = await peer.call(request.action, request.payload);
    if (outcome.kind === 'result') await waitFor(peer, clock, () => !Object.hasOwn(peer.model.transactions, id), facts.timing.messageTimeout / 2);
  }
}

async function restoreAvailability({ peer, facts }: Performance): Promise<void> {
  for (const connector of [...peer.model.inoperative].sort((a, b) => a - b)) {
    await peer.call('ChangeAvailability', facts.ocpp === '1.6' ? { connectorId: connector, type: 'Operative' }
      : { operationalStatus: 'Operative', ...(connector > 0 ? { evse: { id: connector } } : {}) });
  }
}

/** Puts back the settings of a station that the journal holds, also those of a run that died. */
export async function restoreSettings({ peer, notes }: Pick<Performance, 'peer' | 'notes'>, journal: Journal): Promise<void> {
  for (const change of journal.pending(peer.station)) {
    const result = await writeSetting(peer, change.name, change.value);
    if (result === 'Accepted' || result === 'RebootRequired') await journal.forget(change);
    else notes.push(`cleanup: ${change.name} could not be set back to ${change.value}: ${result}; the next run tries again`);
  }
}

async function operate(performance: Performance, action: OperatorAction, connector?: number): Promise<void> {
  const { operator, facts, ledger, id } = performance;
  const request = { testcase: id, station: facts.station, ...(connector === undefined ? {} : facts.ocpp === '1.6' ? { connector } : { evse: connector, connector: 1 }) };
  const result = await operator.perform(action, request, facts.timing.operatorTimeout);
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
  const { peer, ledger, facts, driver, testcase } = performance;
  if (ledger.offline) await attempt(performance, 'come back online', () => peer.online());
  if (peer.connected && facts.ocpp === '1.6') {
    for (const id of Object.keys(peer.model.transactions)) await peer.call('StopTransaction', { transactionId: Number(id), meterStop: 0 });
  }
  if (testcase.steps.some((step) => 'setup' in step)) await driver.setup(facts.station, 'reset', {}, facts.timing.operatorTimeout);
  if (peer.connected) await peer.disconnect();
}
