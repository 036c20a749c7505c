import type { Clock } from '../clock/clock.ts';
import type { Peer } from '../peer/types.ts';

/** Resolves to true when the condition holds after an event of the peer, to false after `timeoutMs`. */
export function waitFor(peer: Peer, clock: Clock, condition: () => boolean, timeoutMs: number): Promise<boolean> {
  if (condition()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (held: boolean): void => {
      timer.cancel();
      unsubscribe();
      resolve(held);
    };
    // A listener may run before the peer has read the event into its model: look again afterwards.
    const look = (): void => queueMicrotask(() => { if (condition()) finish(true); });
    const timer = clock.after(timeoutMs, () => finish(condition()));
    const unsubscribe = peer.onEvent(look);
  });
}
