import type { JsonValue, Payload } from '../ocppj/types.ts';
import type { FrameEvent } from '../peer/types.ts';
import { isObject, valueAt } from './scope.ts';

/** How an unclaimed CALL of the device is taken (design section 4, semantics 4). */
export type Category = 'free' | 'status' | 'report';

/** An action and payload under which a frame may be matched. */
export interface View { action: string; payload: JsonValue }

const SESSION = new Set(['BootNotification', 'Heartbeat', 'Upgrade', 'Open', 'Close', 'Refused', 'ClientHello', 'TlsFailure', 'Error']);
const TRANSACTION = new Set(['Authorize', 'StartTransaction', 'StopTransaction', 'TransactionEvent']);
const BY_REQUEST = new Set(['FirmwareStatusNotification', 'SignedFirmwareStatusNotification', 'DiagnosticsStatusNotification',
  'LogStatusNotification', 'NotifyReport', 'NotifyMonitoringReport', 'NotifyCustomerInformation', 'ReportChargingProfiles', 'SignCertificate']);

const scalar = (payload: JsonValue | undefined, ...path: string[]): string => {
  const value = valueAt(payload, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '*';
};

/**
 * The stream in which order binds: session; status per connector; authorization and transaction;
 * firmware, log and certificate per request. Undefined: it floats freely.
 */
export function streamOf(action: string, payload: JsonValue | undefined): string | undefined {
  if (SESSION.has(action)) return 'session';
  if (TRANSACTION.has(action)) return 'transaction';
  if (action === 'StatusNotification') {
    return isObject(payload) && 'evseId' in payload
      ? `status:${scalar(payload, 'evseId')}.${scalar(payload, 'connectorId')}` : `status:${scalar(payload, 'connectorId')}`;
  }
  if (BY_REQUEST.has(action)) return `${action}:${scalar(payload, 'requestId')}`;
  return undefined;
}

/** The part of a `where` that identifies a frame when there is no `which` (semantics 3). */
export function identityOf(action: string, where: Payload | undefined): Payload {
  if (!where) return {};
  if (action === 'StatusNotification') return pick(where, ['connectorId', 'evseId', 'status', 'connectorStatus']);
  if (action === 'TransactionEvent') {
    const info = where['transactionInfo'];
    const id = isObject(info) ? pick(info, ['transactionId']) : {};
    return { ...pick(where, ['eventType', 'triggerReason']), ...(Object.keys(id).length > 0 ? { transactionInfo: id } : {}) };
  }
  return {};
}

function pick(payload: Payload, keys: readonly string[]): Payload {
  return Object.fromEntries(Object.entries(payload).filter(([key]) => keys.includes(key)));
}

/** Frames that a station may send at any time. */
const FREE = new Set(['Heartbeat', 'MeterValues', 'SecurityEventNotification', 'NotifyEvent', 'DataTransfer', 'SignCertificate',
  'NotifyPeriodicEventStream', 'NotifyChargingLimit', 'ClearedChargingLimit', 'GetCertificateStatus', 'Get15118EVCertificate']);
const METER_TRIGGERS = new Set(['MeterValuePeriodic', 'MeterValueClock', 'ChargingStateChanged', 'ChargingRateChanged', 'SignedDataReceived']);

/** The category of a CALL of a station that no expectation takes. */
export function categoryOf(action: string, payload: JsonValue): Category {
  if (FREE.has(action)) return 'free';
  if (action === 'StatusNotification') return 'status';
  if (action === 'TransactionEvent' && scalar(payload, 'eventType') === 'Updated' && METER_TRIGGERS.has(scalar(payload, 'triggerReason'))) return 'free';
  return 'report';
}

/** A frame as itself and, for 2.x connector statuses that come as NotifyEvent with trigger Delta, as StatusNotification (G01.FR.03). */
export function viewsOf(event: FrameEvent): View[] {
  const { frame } = event;
  if (frame.kind !== 'CALL' && frame.kind !== 'SEND') return [];
  const views: View[] = [{ action: frame.action, payload: frame.payload }];
  const data = frame.action === 'NotifyEvent' ? valueAt(frame.payload, ['eventData']) : undefined;
  for (const item of Array.isArray(data) ? data : []) {
    if (valueAt(item, ['component', 'name']) !== 'Connector' || valueAt(item, ['variable', 'name']) !== 'AvailabilityState' || valueAt(item, ['trigger']) !== 'Delta') continue;
    const [evse, connector, status] = [valueAt(item, ['component', 'evse', 'id']), valueAt(item, ['component', 'evse', 'connectorId']), valueAt(item, ['actualValue'])];
    if (evse !== undefined && status !== undefined) {
      views.push({ action: 'StatusNotification', payload: { evseId: evse, connectorId: connector ?? 1, connectorStatus: status, timestamp: valueAt(item, ['timestamp']) ?? '' } });
    }
  }
  return views;
}
