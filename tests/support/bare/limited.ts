import type { Work } from './wrapTests.ts';

// The machine's own, also where a test has a clock of its own.
const { setTimeout, clearTimeout } = globalThis;

/** The same work, which fails when it has not ended in so many minutes. */
export const limited =
  (work: Work, minutes: number): Work =>
  async (...args) => {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, fail) => {
      timer = setTimeout(
        () => fail(new Error(`This has not ended in ${minutes} minutes: what does it wait for?`)),
        minutes * 60_000,
      );
    });
    try {
      await Promise.race([work(...args), over]);
    } finally {
      clearTimeout(timer);
    }
  };
