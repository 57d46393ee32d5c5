/** Turns of that much time, all together, say how long one takes. */
const REMEMBERED_MS = 12_000;
/** Before the first was taken. */
const FIRST_GUESS_MS = 20;
/** Nobody is told to come sooner, nor later: everything may be quicker than it was. */
const SOONEST_MS = 200;
const LATEST_MS = 6_000;
/** Who has not come so long after they were to has gone, and others move up. */
const GRACE_MS = 2_000;

/** What a work gives that could not be done now: its person keeps their place. */
export const NOT_NOW = Symbol('not now');

/** To be asked for again after so long, by the same person with whatever is their latest then. */
export class Later {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

/** Of somebody who was told to come later. */
interface Place {
  /** The lower, the earlier they came first. */
  ticket: number;
  /** It is given up then. */
  until: number;
}

/**
 * Whose text is tried next: a few at a time, one after the other for each person. Who would wait for longer than a picture is
 * worth is told when to come, by how many came before and how long turns took lately, and keeps their place meanwhile.
 * So nobody waits here for long, nobody asks more often than there is something to be had, and nobody is passed by.
 * Of a person's texts only the latest waits; it keeps the place of the one that it replaces.
 */
export class Desk {
  readonly #most: number;
  readonly #patienceMs: number;
  readonly #clock: () => number;
  /** Of late, the older the less. Turns in which nothing could be done have taken time, too. */
  #spentMs = FIRST_GUESS_MS;
  #done = 1;
  #tickets = 0;
  /** Since when nothing can be done; null while it can. */
  #closedSince: number | null = null;
  readonly #served = new Set<string>();
  /** In order of their turns. */
  readonly #waiting = new Map<string, (turn: 'yours' | 'replaced') => void>();
  readonly #places = new Map<string, Place>();

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

  /** @returns what `work` gives, or why it was not done */
  async serve<T>(person: string, work: () => Promise<T | typeof NOT_NOW>): Promise<T | 'replaced' | Later> {
    const ticket = this.#places.get(person)?.ticket ?? ++this.#tickets;
    const before = this.#waiting.get(person);
    const isFree = this.#waiting.size === 0 && this.#served.size < this.#most;
    if (!before && !isFree && this.#waitMs(ticket) > this.#patienceMs) return this.#later(person, ticket);
    this.#places.delete(person);
    const turn = new Promise<'yours' | 'replaced'>((settle) => this.#waiting.set(person, settle));
    before?.('replaced');
    this.#callNext();
    if ((await turn) === 'replaced') return 'replaced';
    const begun = this.#clock();
    try {
      const given = await work();
      const isDone = given !== NOT_NOW;
      this.#closedSince = isDone ? null : (this.#closedSince ?? begun);
      this.#remember(this.#clock() - begun, isDone);
      return isDone ? given : this.#later(person, ticket);
    } finally {
      this.#served.delete(person);
      this.#callNext();
    }
  }

  #later(person: string, ticket: number): Later {
    // They come a little before their turn, so that it is not they who are waited for.
    const turn = this.#waitMs(ticket) - this.#patienceMs / 2;
    const now = this.#clock();
    // What has lasted for a while will last as long again.
    const opens = this.#closedSince === null ? 0 : now - this.#closedSince;
    const ms = Math.min(LATEST_MS, Math.max(SOONEST_MS, turn + opens));
    this.#places.set(person, { ticket, until: now + ms + GRACE_MS });
    return new Later(ms);
  }

  #remember(tookMs: number, isDone: boolean): void {
    const kept = Math.exp(-tookMs / REMEMBERED_MS);
    this.#spentMs = kept * this.#spentMs + tookMs;
    this.#done = kept * this.#done + (isDone ? 1 : 0);
  }

  /** Until somebody with this ticket would begin, by how long turns took lately. */
  #waitMs(ticket: number): number {
    const now = this.#clock();
    let before = this.#waiting.size + this.#served.size - this.#most + 1;
    for (const [person, place] of this.#places) {
      if (place.until < now) this.#places.delete(person);
      else if (place.ticket < ticket) before += 1;
    }
    return (Math.max(0, before) * this.#spentMs) / this.#done / this.#most;
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
