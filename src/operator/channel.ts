import type { Clock } from '../clock/clock.ts';
import type { Payload } from '../ocppj/types.ts';
import type { ActionResult } from './types.ts';

/**
 * A road to whoever acts. Operator and driver differ in their paths only: `plug-in` for the one,
 * `CP001/RemoteStartTransaction` for the other. Never throws; resolves within the time limit.
 */
export interface Channel {
  /** `path` comes in segments; with `wantsAnswer` the result of a done request has an answer. */
  ask(path: readonly string[], body: Payload, timeoutMs: number, wantsAnswer: boolean): Promise<ActionResult>;
  capabilities(): Promise<string[] | undefined>;
  close(): Promise<void>;
}

/** How long a request for capabilities may take, in ms. */
export const CAPABILITIES_TIMEOUT_MS = 5_000;

/** Resolves to `late()` when `work` has not settled after `timeoutMs`; never keeps a timer behind. */
export async function withinLimit<Value>(clock: Clock, timeoutMs: number, work: Promise<Value>, late: () => Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(timeoutMs, () => { resolve(late()); });
    work.then(resolve, reject).finally(() => { timer.cancel(); });
  });
}
