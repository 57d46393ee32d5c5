import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../deps.ts';

/** Without news: a server that writes a submission tells nobody before a worker takes it. */
const FRESH_MS = 250;

/** Those that wait for the grader, and those that it has. */
export interface Ahead {
  waiting: number;
  graded: number;
}

const NONE: Ahead = { waiting: 0, graded: 0 };

/** Submissions that go before whatever is only tried. Asked for a few times a second, however many want to know. */
export class SubmissionsAhead {
  readonly #db: Deps['db'];
  #ahead: Promise<Ahead> = Promise.resolve(NONE);
  #until = -Infinity;
  /** As they were counted last, and since when there are so many. */
  #last: Ahead = NONE;
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

  count(): Promise<Ahead> {
    const now = performance.now();
    if (now >= this.#until) {
      this.#until = now + FRESH_MS;
      this.#ahead = this.#ask();
    }
    return this.#ahead;
  }

  /** Comes back when there are none, or when they have been the same for so many milliseconds: one that takes long keeps nobody. */
  async gone(withinMs: number): Promise<Ahead> {
    const begun = performance.now();
    for (;;) {
      const news = this.#news.promise;
      const ahead = await this.count();
      const left = Math.min(begun, this.#since) + withinMs - performance.now();
      if (ahead.waiting + ahead.graded === 0 || left <= 0) return ahead;
      await Promise.race([news, sleep(Math.min(left, FRESH_MS))]);
    }
  }

  async #ask(): Promise<Ahead> {
    const rows = await this.#db.gradingRun.groupBy({
      by: ['state'],
      // A training takes a while, in a queue and at a priority of its own. Those of a language that no worker here can play wait
      // for an operator, and reruns for everybody else.
      where: { state: { in: ['queued', 'running'] }, trains: false, refusal: null, rerunId: null },
      _count: true,
    });
    const of = (state: string) => rows.find((row) => row.state === state)?._count ?? 0;
    const ahead = { waiting: of('queued'), graded: of('running') };
    const { waiting, graded } = this.#last;
    if (ahead.waiting !== waiting || ahead.graded !== graded) this.#since = performance.now();
    this.#last = ahead;
    return ahead;
  }
}
