import type { Clock } from '../clock/clock.ts';
import type { Peer } from '../peer/types.ts';

/**
 * Resolves to true when the condition holds after an event of the peer, to false after `timeoutMs` or
 * when the signal ends the wait.
 */
export function waitFor(peer: Peer, clock: Clock, condition: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
  if (condition()) return Promise.resolve(true);
  if (signal?.aborted === true) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (held: boolean): void => {
      timer.cancel();
      unsubscribe();
      signal?.removeEventListener('abort', end);
      resolve(held);
    };
    const end = (): void => finish(condition());
    // A listener may run before the peer has read the event into its model: look again afterwards.
    const look = (): void => queueMicrotask(() => { if (condition()) finish(true); });
    const timer = clock.after(timeoutMs, end);
    const unsubscribe = peer.onEvent(look);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** Resolves after so many ms of the clock; rejects at once when the signal ends the wait. */
export function delay(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      timer.cancel();
      reject(new Error('the testcase is over'));
    };
    const timer = clock.after(ms, () => {
      signal.removeEventListener('abort', end);
      resolve();
    });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
