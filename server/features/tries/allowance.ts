/** What sums of fractions are off by, and more. */
const ROUNDING = 1e-9;

/** How often each person may: so many at once, and as many again in a minute. */
export class Allowance {
  readonly #perMinute: number;
  readonly #clock: () => number;
  /** What a person had left, and when; who has all of it is not kept. */
  readonly #left = new Map<string, { left: number; at: number }>();

  /** @param clock milliseconds, of a clock that nobody sets */
  constructor(perMinute: number, clock: () => number) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** @returns seconds until it may be asked for again; 0 when it was taken */
  take(person: string, cost: number): number {
    const now = this.#clock();
    const left = this.#leftOf(person, now);
    if (left < cost - ROUNDING) return ((cost - left) * 60) / this.#perMinute;
    this.#left.delete(person);
    this.#left.set(person, { left: left - cost, at: now });
    this.#forget(now);
    return 0;
  }

  #leftOf(person: string, now: number): number {
    const kept = this.#left.get(person);
    if (!kept) return this.#perMinute;
    return Math.min(this.#perMinute, kept.left + ((now - kept.at) / 60_000) * this.#perMinute);
  }

  /** In order of their last time: whoever has not asked for a minute has all of it again. */
  #forget(now: number): void {
    for (const [person, { at }] of this.#left) {
      if (now - at < 60_000) return;
      this.#left.delete(person);
    }
  }
}
