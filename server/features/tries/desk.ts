/** Of how long turns took, the last counts for so much. */
const LAST = 0.1;
/** Before the first was taken, in milliseconds. */
const FIRST_GUESS_MS = 20;

/**
 * Whose text is tried next: a few at a time, one after the other for each person, first come first served among people.
 * Of a person's texts only the latest waits; it keeps the place of the one that it replaces. Who would wait for long is
 * told so at once: those who are served are served soon, however many come.
 */
export class Desk {
  readonly #most: number;
  readonly #patienceMs: number;
  readonly #clock: () => number;
  #turnMs = FIRST_GUESS_MS;
  readonly #served = new Set<string>();
  /** In order of their turns. */
  readonly #waiting = new Map<string, (turn: 'yours' | 'replaced') => void>();

  /**
   * @param most at a time
   * @param patienceMs who is expected to wait for longer is not let in
   * @param clock milliseconds
   */
  constructor(most: number, patienceMs: number, clock: () => number = () => performance.now()) {
    this.#most = most;
    this.#patienceMs = patienceMs;
    this.#clock = clock;
  }

  /** @returns what `work` gives, or why it was not begun */
  async serve<T>(person: string, work: () => Promise<T>): Promise<T | 'replaced' | 'crowded'> {
    const before = this.#waiting.get(person);
    if (!before && this.#waitMs() > this.#patienceMs) return 'crowded';
    const turn = new Promise<'yours' | 'replaced'>((settle) => this.#waiting.set(person, settle));
    before?.('replaced');
    this.#callNext();
    if ((await turn) === 'replaced') return 'replaced';
    const begun = this.#clock();
    try {
      return await work();
    } finally {
      this.#turnMs += LAST * (this.#clock() - begun - this.#turnMs);
      this.#served.delete(person);
      this.#callNext();
    }
  }

  /** Until somebody who comes now would begin, by how long turns took lately. */
  #waitMs(): number {
    const before = this.#waiting.size + this.#served.size - this.#most + 1;
    return (Math.max(0, before) * this.#turnMs) / this.#most;
  }

  #callNext(): void {
    for (const [person, call] of this.#waiting) {
      if (this.#served.size >= this.#most) return;
      if (this.#served.has(person)) continue;
      this.#waiting.delete(person);
      this.#served.add(person);
      call('yours');
    }
  }
}
