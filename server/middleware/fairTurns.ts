/** Work that takes a processor, a few at a time: those who ask take turns, so that nobody's thousand keep others out. */
export class FairTurns {
  readonly #most: number;
  readonly #mostWaiting: number;
  #running = 0;
  /** Who waits, by asker; the first of the map is next. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /**
   * @param most at a time
   * @param mostWaiting of one asker
   */
  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Whether so many of this asker wait that another one is to come later. */
  isFull(asker: string): boolean {
    return (this.#waiting.get(asker)?.length ?? 0) >= this.#mostWaiting;
  }

  async run<T>(asker: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) {
      await new Promise<void>((start) => {
        const queue = this.#waiting.get(asker);
        if (queue) queue.push(start);
        else this.#waiting.set(asker, [start]);
      });
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      this.#startNext();
    }
  }

  /** Hands the place on to the asker whose last turn is the longest ago. */
  #startNext(): void {
    const [first] = this.#waiting;
    if (!first) {
      this.#running -= 1;
      return;
    }
    const [asker, queue] = first;
    const start = queue.shift();
    this.#waiting.delete(asker);
    if (queue.length > 0) this.#waiting.set(asker, queue);
    start?.();
  }
}
