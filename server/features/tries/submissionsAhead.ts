import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../deps.ts';

/** Without news: a server that writes a submission tells nobody before a worker takes it. */
const FRESH_MS = 250;

/** Submissions that wait for the grader go before whatever is only tried. Asked for a few times a second, however many want to know. */
export class SubmissionsAhead {
  readonly #db: Deps['db'];
  #ahead: Promise<number> = Promise.resolve(0);
  #until = -Infinity;
  /** As they were counted last, and since when there are so many. */
  #last = 0;
  #since = -Infinity;
  #news = Promise.withResolvers<void>();

  constructor({ db, runs }: Pick<Deps, 'db' | 'runs'>) {
    this.#db = db;
    runs.hear(() => {
      this.#until = -Infinity;
      this.#news.resolve();
      this.#news = Promise.withResolvers();
    });
  }

  count(): Promise<number> {
    const now = performance.now();
    if (now >= this.#until) {
      this.#until = now + FRESH_MS;
      this.#ahead = this.#ask();
    }
    return this.#ahead;
  }

  /** Comes back when none waits, or when as many have waited for so many milliseconds. */
  async gone(withinMs: number): Promise<number> {
    const begun = performance.now();
    for (;;) {
      const news = this.#news.promise;
      const waiting = await this.count();
      const left = Math.min(begun, this.#since) + withinMs - performance.now();
      if (waiting === 0 || left <= 0) return waiting;
      await Promise.race([news, sleep(Math.min(left, FRESH_MS))]);
    }
  }

  async #ask(): Promise<number> {
    const waiting = await this.#db.gradingRun.count({
      // A training takes a while, in a queue and at a priority of its own. Those of a language that no worker here can play wait
      // for an operator, and reruns for everybody else.
      where: { state: 'queued', trains: false, refusal: null, rerunId: null },
    });
    if (waiting !== this.#last) this.#since = performance.now();
    this.#last = waiting;
    return waiting;
  }
}
