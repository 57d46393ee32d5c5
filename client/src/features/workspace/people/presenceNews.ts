/** Who came and went, in words: at most once in ten seconds, and only what holds by then. */
import { createSignal } from '../../../api/signal.ts';

const STORAGE_KEY = 'stepwise.presence-told';
const SETTLES_MS = 1_000;
const BETWEEN_MS = 10_000;

/** Whether it is told at all; kept on this device. */
export const presenceTold = createSignal(localStorage.getItem(STORAGE_KEY) !== 'off');

export function setPresenceTold(told: boolean): void {
  localStorage.setItem(STORAGE_KEY, told ? 'on' : 'off');
  presenceTold.set(told);
}

/** "Emmy is here, Sofia left"; nothing where all is as it was. */
export function newsBetween(before: ReadonlySet<string>, now: ReadonlySet<string>): string {
  const came = [...now].filter((name) => !before.has(name)).map((name) => `${name} is here`);
  const left = [...before].filter((name) => !now.has(name)).map((name) => `${name} left`);
  return [...came, ...left].join(', ');
}

export class PresenceNews {
  readonly #tell: (news: string) => void;
  #told: ReadonlySet<string> = new Set();
  #now: ReadonlySet<string> = new Set();
  #lastTold = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(tell: (news: string) => void) {
    this.#tell = tell;
  }

  /**
   * @param names of those who are here now, without the reader
   * @param members of the group of now: who is in another one has not gone away, and neither has whom the reader has left
   */
  here(names: readonly string[], members: readonly string[]): void {
    this.#now = new Set(names);
    this.#told = new Set([...this.#told].filter((name) => members.includes(name)));
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        const news = newsBetween(this.#told, this.#now);
        this.#told = this.#now;
        if (news === '' || !presenceTold.get()) return;
        this.#lastTold = performance.now();
        this.#tell(news);
      },
      Math.max(SETTLES_MS, this.#lastTold + BETWEEN_MS - performance.now()),
    );
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
