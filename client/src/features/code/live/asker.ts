/**
 * Asks what a text does: one text at a time, always the newest, and the server not before the moment that it named. So a page asks as
 * often as it gets something, however fast its writer is, and a text that is slow to be tried is not given up for the next.
 */
import type { TryOutcome } from '../../../../../contract/tries.ts';
import { ASK_AGAIN_MS, askAgainAfter, type Answer } from './words.ts';

export interface Ways<Wanted> {
  /** What is known or found out without the server; null where that is nothing. Given up once something newer is wanted. */
  here: (wanted: Wanted, signal: AbortSignal) => Promise<TryOutcome | null>;
  there: (wanted: Wanted, signal: AbortSignal) => Promise<TryOutcome>;
  heard: (heard: Heard<Wanted>) => void;
  /** Errors that pass by themselves. */
  passes: (error: unknown) => boolean;
}

export interface Heard<Wanted> {
  wanted: Wanted;
  answer: Answer;
  /** How often in a row nothing was tried before, whatever the text. */
  refused: number;
}

export interface Clock {
  now: () => number;
  /** Comes back earlier when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
    }),
};

export class Asker<Wanted> {
  readonly #ways: Ways<Wanted>;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  #newest: { wanted: Wanted } | null = null;
  /** Aborts when something newer is wanted. */
  #newer = new AbortController();
  #isAsking = false;
  #refused = 0;
  /** Before that moment the server says what it has said. */
  #from = -Infinity;

  constructor(ways: Ways<Wanted>, clock = CLOCK) {
    this.#ways = ways;
    this.#clock = clock;
  }

  want(wanted: Wanted): void {
    this.#newest = { wanted };
    this.#newer.abort();
    this.#newer = new AbortController();
    if (!this.#isAsking) void this.#askOn();
  }

  end(): void {
    this.#ended.abort();
    this.#newest = null;
    this.#newer.abort();
  }

  async #askOn(): Promise<void> {
    this.#isAsking = true;
    for (let asked = this.#newest; asked !== null; asked = this.#newest) {
      const isOver = await this.#ask(asked.wanted, this.#newer.signal);
      if (isOver && this.#newest === asked) this.#newest = null;
    }
    this.#isAsking = false;
  }

  /** @returns whether there is no use in asking for the same again */
  async #ask(wanted: Wanted, newer: AbortSignal): Promise<boolean> {
    const { answer, again } = await this.#answerTo(wanted, newer);
    if (answer === null || this.#ended.signal.aborted) return false;
    const refused = this.#refused;
    this.#refused = answer.kind === 'tried' ? 0 : refused + 1;
    this.#ways.heard({ wanted, answer, refused });
    if (again !== null) this.#from = this.#clock.now() + again;
    return again === null;
  }

  async #answerTo(
    wanted: Wanted,
    newer: AbortSignal,
  ): Promise<{ answer: Answer | null; again: number | null }> {
    try {
      let answer = await this.#ways.here(wanted, newer);
      if (answer === null) {
        const wait = this.#from - this.#clock.now();
        if (wait > 0) await this.#clock.sleep(wait, newer);
        if (newer.aborted) return { answer: null, again: null };
        answer = await this.#ways.there(wanted, this.#ended.signal);
      }
      return { answer, again: askAgainAfter(answer) };
    } catch (error) {
      if (newer.aborted) return { answer: null, again: null };
      if (!(error instanceof Error)) throw error;
      return { answer: { kind: 'failed', error }, again: this.#ways.passes(error) ? ASK_AGAIN_MS : null };
    }
  }
}
