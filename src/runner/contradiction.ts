import type { JsonValue } from '../ocppj/types.ts';
import { valueAt } from '../matching/scope.ts';
import type { DeviceModel } from '../peer/types.ts';

/** Whether an unasked call of a CSMS contradicts the scenario: a stop of a running transaction, or a reset. */
export function contradicts(action: string, payload: JsonValue, model: DeviceModel): boolean {
  if (action === 'Reset') return true;
  if (action !== 'RemoteStopTransaction' && action !== 'RequestStopTransaction') return false;
  return Object.hasOwn(model.transactions, String(valueAt(payload, ['transactionId'])));
}
