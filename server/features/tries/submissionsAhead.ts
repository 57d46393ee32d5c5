import { setTimeout as sleep } from 'node:timers/promises';
import { Prisma } from '../../../prisma/generated/client.ts';
import { ask, type Db } from '../../database/prisma.ts';
import type { RunChannel } from '../../database/runChannel.ts';
import type { Deps } from '../../deps.ts';

/** Without news: of what came to another server the first that is told is that a worker has taken it. */
const FRESH_MS = 250;

/** Where no submission was taken for so long, nobody takes them: whoever let them go first would wait without an end. */
const STUCK_MS = 15_000;
/** Who last looked so long ago has not seen whether any was taken since. */
const UNSEEN_MS = 10_000;

export interface Ahead {
  /** For the grader. */
  waiting: number;
  /** Between their arrival and their report. */
  underWay: number;
}

export interface Clock {
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
}

const CLOCK: Clock = { now: () => performance.now(), sleep };

/** Those that are stored. */
async function countStored(db: Db): Promise<Ahead> {
  const [counts] = await ask<Ahead>(
    db,
    // A training takes a while, in a queue and at a priority of its own. Those of a language that no worker here can play wait
    // for an operator, and reruns for everybody else.
    Prisma.sql`
      SELECT count(*) FILTER (WHERE state = 'queued')::int AS waiting, count(*)::int AS "underWay" FROM grading_runs
      WHERE (state = 'queued' OR state = 'running') AND NOT trains AND refusal IS NULL AND rerun_id IS NULL`,
  );
  return counts!;
}

/** A count, and since when it is what it is. */
class Steady {
  #last = 0;
  since = -Infinity;

  see(count: number, now: number): void {
    if (count !== this.#last) this.since = now;
    this.#last = count;
  }
}

/** Whether what waits is taken by anybody, seen by its count. */
class Flow {
  #last = 0;
  #lookedAt = -Infinity;
  #movedAt = -Infinity;

  /** @returns how many are to be let go first: none where nobody takes them */
  see(waiting: number, now: number): number {
    if (waiting === 0 || waiting < this.#last || now - this.#lookedAt > UNSEEN_MS) this.#movedAt = now;
    this.#last = waiting;
    this.#lookedAt = now;
    return now - this.#movedAt < STUCK_MS ? waiting : 0;
  }
}

/**
 * Submissions go before whatever is only tried. They are counted when there is news and a few times a second, however many want to
 * know, and not while nobody does. Those that no worker takes hold nobody up.
 */
export class SubmissionsAhead {
  readonly #count: () => Promise<Ahead>;
  readonly #clock: Clock;
  /** Requests of this server that hand something in, until they are answered. */
  #arriving = 0;
  #stored: Promise<Ahead> = Promise.resolve({ waiting: 0, underWay: 0 });
  #until = -Infinity;
  readonly #steady: Record<keyof Ahead, Steady> = { waiting: new Steady(), underWay: new Steady() };
  readonly #flow = new Flow();
  #news = Promise.withResolvers<void>();

  /** @param count those that are stored */
  constructor(runs: Pick<RunChannel, 'hear'>, count: () => Promise<Ahead>, clock = CLOCK) {
    this.#count = count;
    this.#clock = clock;
    runs.hear(() => this.#hear());
  }

  /** Somebody hands in. @returns is to be called, once, when they are answered */
  arrive(): () => void {
    this.#arriving += 1;
    this.#hear();
    return () => {
      this.#arriving -= 1;
      this.#hear();
    };
  }

  /** How many wait for the grader. */
  async waiting(): Promise<number> {
    return (await this.#look()).waiting;
  }

  /** Comes back when there are none, or when there have been as many for so many milliseconds. @returns how many there are then */
  async gone(which: keyof Ahead, withinMs: number): Promise<number> {
    const begun = this.#clock.now();
    for (;;) {
      const news = this.#news.promise;
      const { [which]: ahead } = await this.#look();
      const left = Math.min(begun, this.#steady[which].since) + withinMs - this.#clock.now();
      if (ahead === 0 || left <= 0) return ahead;
      await Promise.race([news, this.#clock.sleep(Math.min(left, FRESH_MS))]);
    }
  }

  #hear(): void {
    this.#until = -Infinity;
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async #look(): Promise<Ahead> {
    const now = this.#clock.now();
    if (now >= this.#until) {
      this.#until = now + FRESH_MS;
      this.#stored = this.#count();
    }
    const { waiting: stored, underWay } = await this.#stored;
    const waiting = this.#flow.see(stored, this.#clock.now());
    const ahead = { waiting, underWay: underWay + this.#arriving };
    for (const which of ['waiting', 'underWay'] as const)
      this.#steady[which].see(ahead[which], this.#clock.now());
    return ahead;
  }
}

export const submissionsAhead = ({ db, runs }: Pick<Deps, 'db' | 'runs'>): SubmissionsAhead =>
  new SubmissionsAhead(runs, () => countStored(db));
