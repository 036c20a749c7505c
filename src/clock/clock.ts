/** A timer that has not fired yet. */
export interface Timer {
  cancel(): void;
}

/**
 * The one source of time. `now` is monotonic milliseconds, `wall` the same instant as a date; both
 * run `scale` times faster than the machine's clock, so that embedded devices and the runner can
 * share a quicker time.
 */
export interface Clock {
  readonly scale: number;
  /** Monotonic milliseconds of this clock since an arbitrary origin. */
  now(): number;
  /** Wall-clock time, advancing with `now`. */
  wall(): Date;
  /** Calls `run` once after `ms` milliseconds of this clock. */
  after(ms: number, run: () => void): Timer;
}

/** Makes a clock that runs `scale` times as fast as the machine's. */
export function createClock(scale = 1): Clock {
  const origin = performance.now();
  const wallOrigin = Date.now();
  const now = (): number => (performance.now() - origin) * scale;
  return {
    scale,
    now,
    wall: () => new Date(wallOrigin + now()),
    after(ms, run) {
      const due = now() + ms;
      // setTimeout may fire up to a millisecond early; a lower bound must never be undercut.
      const fire = (): void => {
        const left = due - now();
        if (left > 0) handle = setTimeout(fire, Math.max(1, left / scale));
        else run();
      };
      let handle = setTimeout(fire, Math.min(Math.max(0, ms / scale), 0x7fffffff));
      return { cancel: () => clearTimeout(handle) };
    },
  };
}
