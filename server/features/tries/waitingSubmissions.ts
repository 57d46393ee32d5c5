import type { Db } from '../../database/prisma.ts';

/** So fresh is enough: a submission waits longer for its report. */
const FRESH_MS = 250;

/** How many submissions wait for the grader, asked for a few times a second however many want to know. */
export class WaitingSubmissions {
  readonly #db: Db;
  #count: Promise<number> = Promise.resolve(0);
  #until = -Infinity;

  constructor(db: Db) {
    this.#db = db;
  }

  count(): Promise<number> {
    const now = performance.now();
    if (now >= this.#until) {
      this.#until = now + FRESH_MS;
      // Those of a language that no worker here can play wait for an operator, and reruns for everybody else.
      this.#count = this.#db.gradingRun.count({ where: { state: 'queued', refusal: null, rerunId: null } });
    }
    return this.#count;
  }
}
