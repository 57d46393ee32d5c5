/**
 * How much one person's pages send: what is more waits unread in their connections, where it costs nobody but them. What a
 * page says is short and costs the server a moment, or many: each kind has its price.
 */

/** At once, and a second in the long run: some pages of somebody who types without a pause. */
const MOST = 1_000;
const A_SECOND = 200;
/** So many bytes cost as much as the shortest message. */
const BYTES = 5_000;
/** To open the document reads all of it; where somebody is goes to every page of the group. */
const PRICE = { open: 50, update: 1, presence: 4 } as const;

export class Inflow {
  readonly #ticks: () => number;
  #left = MOST;
  #filledAt: number;

  /** @param ticks milliseconds of a clock that nobody sets */
  constructor(ticks = () => performance.now()) {
    this.#ticks = ticks;
    this.#filledAt = ticks();
  }

  /**
   * Takes in a message.
   *
   * @returns milliseconds until the next one is to be read; 0 for at once
   */
  take(kind: keyof typeof PRICE, bytes: number): number {
    const now = this.#ticks();
    this.#left = Math.min(MOST, this.#left + ((now - this.#filledAt) / 1000) * A_SECOND);
    this.#filledAt = now;
    this.#left -= PRICE[kind] + bytes / BYTES;
    return this.#left >= 0 ? 0 : Math.ceil((-this.#left / A_SECOND) * 1000);
  }
}
