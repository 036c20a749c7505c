import type { Clock } from '../../clock/clock.ts';

interface Waiter<T> {
  accept(item: T): boolean;
  resolve(item: T): void;
}

/** A list that tests can wait on: `next` takes the first item, past or future, that was not taken yet. */
export class AwaitedList<T> {
  readonly items: T[] = [];
  readonly #clock: Clock;
  readonly #taken = new Set<T>();
  readonly #waiters = new Set<Waiter<T>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Appends an item and wakes who waits for it. */
  add(item: T): void {
    this.items.push(item);
    for (const waiter of this.#waiters) {
      if (!waiter.accept(item)) continue;
      this.#waiters.delete(waiter);
      this.#taken.add(item);
      waiter.resolve(item);
      return;
    }
  }

  /** The next item that the predicate accepts; rejects with `what` after the limit in clock ms. */
  next(what: string, accept: (item: T) => boolean = () => true, limitMs = 5000): Promise<T> {
    const known = this.items.find((item) => !this.#taken.has(item) && accept(item));
    if (known !== undefined) {
      this.#taken.add(known);
      return Promise.resolve(known);
    }
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(limitMs, () => {
        this.#waiters.delete(waiter);
        reject(new Error(`${what} did not come within ${limitMs} ms; there were ${JSON.stringify(this.items).slice(0, 2000)}`));
      });
      const waiter: Waiter<T> = {
        accept,
        resolve: (item) => {
          timer.cancel();
          resolve(item);
        },
      };
      this.#waiters.add(waiter);
    });
  }
}
