interface Turn {
  owner: object;
  begin: () => void;
}

/**
 * At most so many runs at a time, first come, first served, and of them at most so many of one submission: however many
 * runs it has and however long they take, the rest is left for others. Times the memory of a run it is all the memory
 * that a submission, and the sandbox, can take.
 */
export class Turns {
  readonly #size: number;
  #free: number;
  readonly #most: number;
  readonly #running = new Map<object, number>();
  #waiting: Turn[] = [];

  /** @param most of one owner at a time */
  constructor(size: number, most: number) {
    this.#size = size;
    this.#free = size;
    this.#most = most;
  }

  /** How many have begun and not ended. */
  get running(): number {
    return this.#size - this.#free;
  }

  /** @param owner whoever the task belongs to, told from others by identity */
  async use<T>(owner: object, task: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ owner, begin });
      this.#admit();
    });
    try {
      return await task();
    } finally {
      this.#free++;
      this.#count(owner, -1);
      this.#admit();
    }
  }

  #admit(): void {
    const later: Turn[] = [];
    for (const one of this.#waiting) {
      if (this.#free === 0 || (this.#running.get(one.owner) ?? 0) >= this.#most) {
        later.push(one);
        continue;
      }
      this.#free--;
      this.#count(one.owner, 1);
      one.begin();
    }
    this.#waiting = later;
  }

  #count(owner: object, change: number): void {
    const count = (this.#running.get(owner) ?? 0) + change;
    if (count > 0) this.#running.set(owner, count);
    else this.#running.delete(owner);
  }
}
