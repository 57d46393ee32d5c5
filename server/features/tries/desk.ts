/**
 * Whose text is tried next: a few at a time, one after the other for each person, first come first served among people.
 * Of a person's texts only the latest waits; it keeps the place of the one that it replaces.
 */
export class Desk {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #served = new Set<string>();
  /** In order of their turns. */
  readonly #waiting = new Map<string, (turn: 'yours' | 'replaced') => void>();

  /**
   * @param most at a time
   * @param mostWaiting people
   */
  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** @returns what `work` gives, or why it was not begun */
  async serve<T>(person: string, work: () => Promise<T>): Promise<T | 'replaced' | 'crowded'> {
    const before = this.#waiting.get(person);
    if (!before && this.#waiting.size >= this.#mostWaiting) return 'crowded';
    const turn = new Promise<'yours' | 'replaced'>((settle) => this.#waiting.set(person, settle));
    before?.('replaced');
    this.#callNext();
    if ((await turn) === 'replaced') return 'replaced';
    try {
      return await work();
    } finally {
      this.#served.delete(person);
      this.#callNext();
    }
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
