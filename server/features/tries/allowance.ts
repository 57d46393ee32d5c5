/** What sums of fractions are off by, and more. */
const ROUNDING = 1e-9;

/** A part of something that is asked for in parts, and counts once. */
interface Part {
  /** What it is a part of. */
  of: string;
  name: string;
}

interface Left {
  left: number;
  at: number;
  /** What was asked for in parts last, with those that it was counted for. */
  whole: { of: string; parts: Set<string> } | null;
}

/** How often each person may: so many at once, and as many again in a minute. */
export class Allowance {
  readonly #perMinute: number;
  readonly #clock: () => number;
  /** What a person had left, and when; who has all of it is not kept. */
  readonly #left = new Map<string, Left>();

  /** @param clock milliseconds, of a clock that nobody sets */
  constructor(perMinute: number, clock: () => number) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /**
   * @param part of several that cost no more than one of them, each of them once: the same part once more begins anew
   * @returns seconds until it may be asked for again; 0 when it was taken
   */
  take(person: string, cost: number, part: Part | null = null): number {
    const now = this.#clock();
    const left = this.#leftOf(person, now);
    const last = this.#left.get(person)?.whole ?? null;
    const isCounted = part !== null && last?.of === part.of && !last.parts.has(part.name);
    const costs = isCounted ? 0 : cost;
    if (left < costs - ROUNDING) return ((costs - left) * 60) / this.#perMinute;
    const parts = new Set(isCounted ? last.parts : []);
    const whole = part === null ? last : { of: part.of, parts: parts.add(part.name) };
    this.#left.delete(person);
    this.#left.set(person, { left: left - costs, at: now, whole });
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
