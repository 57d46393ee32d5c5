/** The machine's own. */
const { setTimeout, clearTimeout, setImmediate } = globalThis;

interface Waiting {
  at: number;
  act: () => void;
}

/**
 * A clock that a play has to itself. What the play, the product in it and its storage wait for comes in the order of its time and of
 * when it was asked for, and the clock stands while anything is at work: the same play is the same on every machine, however busy
 * that is, and takes no time for its waiting.
 */
export class OwnClock {
  now = 0;
  /** By their names, the one asked for first in front. */
  readonly #waiting = new Map<number, Waiting>();
  #names = 0;
  #outside: Promise<unknown> = Promise.resolve();

  rest(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#after(resolve, ms));
  }

  /** What takes time of the machine's, such as to load a module: none passes here until it is done. */
  outside<Value>(work: Promise<Value>): Promise<Value> {
    this.#outside = Promise.allSettled([this.#outside, work]);
    return work;
  }

  /** Plays with this clock in the place of the machine's. What still waits when the play has ended never comes. */
  async play<Value>(play: () => Promise<Value>): Promise<Value> {
    Object.assign(globalThis, {
      setTimeout: (act: () => void, ms?: number) => this.#after(act, ms),
      clearTimeout: (name: number | undefined) => void (name !== undefined && this.#waiting.delete(name)),
      setImmediate: (act: () => void) => this.#after(act, 0),
    });
    try {
      const ended: { told?: () => Value } = {};
      void play().then(
        (value) => (ended.told = () => value),
        (error: unknown) =>
          (ended.told = () => {
            throw error;
          }),
      );
      for (;;) {
        await this.#stillness();
        if (ended.told !== undefined) return ended.told();
        this.#next();
      }
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout, setImmediate });
    }
  }

  #after(act: () => void, ms = 0): number {
    const name = (this.#names += 1);
    this.#waiting.set(name, { at: this.now + ms, act });
    return name;
  }

  /** Comes when everything that follows at once has been done. */
  async #stillness(): Promise<void> {
    let outside;
    do {
      outside = this.#outside;
      await outside;
      await new Promise((resolve) => setImmediate(resolve));
    } while (outside !== this.#outside);
  }

  #next(): void {
    let [first] = this.#waiting;
    for (const each of this.#waiting) if (first === undefined || each[1].at < first[1].at) first = each;
    if (first === undefined) throw new Error('This waits for what never comes');
    const [name, { at, act }] = first;
    this.#waiting.delete(name);
    this.now = at;
    act();
  }
}
