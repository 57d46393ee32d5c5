/**
 * A test that waits for what never comes ends, and says so: the runner has no time limit of its own. The limit tells a test that
 * hangs from one on a slow machine, and nothing of how long a test should take. Loaded before the tests of a file are.
 */
import { globals, wrapTests, type Work } from './wrapTests.ts';

const LONGEST_MINUTES = 10;

// The machine's own, also where a test has a clock of its own.
const { setTimeout, clearTimeout } = globalThis;

/** The same work, which fails when it has not ended in time. */
const limited =
  (work: Work): Work =>
  async (...args) => {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, fail) => {
      timer = setTimeout(
        () => fail(new Error(`This has not ended in ${LONGEST_MINUTES} minutes: what does it wait for?`)),
        LONGEST_MINUTES * 60_000,
      );
    });
    try {
      await Promise.race([work(...args), over]);
    } finally {
      clearTimeout(timer);
    }
  };

wrapTests(limited);
for (const hook of ['beforeAll', 'beforeEach', 'afterAll', 'afterEach'] as const) {
  const made = globals[hook];
  globals[hook] = (work) => made(limited(work as Work));
}
