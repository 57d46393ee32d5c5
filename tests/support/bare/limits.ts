/**
 * A test that waits for what never comes ends, and says so: the runner has no time limit of its own. The limit tells a test that
 * hangs from one on a slow machine, and nothing of how long a test should take. Loaded before the tests of a file are.
 */
import { limited } from './limited.ts';
import { globals, wrapTests, type Work } from './wrapTests.ts';

const LONGEST_MINUTES = 10;

wrapTests((work) => limited(work, LONGEST_MINUTES));
for (const hook of ['beforeAll', 'beforeEach', 'afterAll', 'afterEach'] as const) {
  const made = globals[hook];
  globals[hook] = (work) => made(limited(work as Work, LONGEST_MINUTES));
}
