/** Laws of who goes first: from its arrival to its report a submission goes before whatever is only tried. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SubmissionsAhead, type Clock } from '../../../server/features/tries/submissionsAhead.ts';

const MOST_MS = 250;

/** A clock that a test sets, and a store that tells of its submissions. */
function stage() {
  let now = 1_000;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const clock: Clock = {
    now: () => now,
    sleep: (ms) => new Promise<void>((wake) => sleepers.add({ at: now + ms, wake })),
  };
  let tell = () => {};
  const stored = { waiting: 0, underWay: 0 };
  const ahead = new SubmissionsAhead(
    { hear: (listener) => (tell = listener) },
    () => Promise.resolve({ ...stored }),
    clock,
  );
  const settle = () => new Promise((done) => setImmediate(done));
  return {
    ahead,
    stored,
    now: () => now,
    settle,
    /** A worker tells. */
    async tell() {
      tell();
      await settle();
    },
    async pass(ms: number) {
      now += ms;
      for (const sleeper of sleepers)
        if (sleeper.at <= now) {
          sleepers.delete(sleeper);
          sleeper.wake();
        }
      await settle();
    },
  };
}

test('a try waits while somebody hands in, and until there is the report', async () => {
  const { ahead, stored, settle, tell } = stage();
  const answered = ahead.arrive();
  let isIn = false;
  void ahead.gone('underWay', MOST_MS).then(() => (isIn = true));
  await settle();
  stored.underWay = stored.waiting = 1;
  answered();
  await settle();
  stored.waiting = 0;
  await tell();
  expect(isIn).toBe(false);
  stored.underWay = 0;
  await tell();
  expect(isIn).toBe(true);
});

test('what waits and is taken goes first, however long; what nobody takes holds nobody up', async () => {
  const { ahead, stored, pass } = stage();
  stored.waiting = 100;
  for (let taken = 0; taken < 20; taken += 1) {
    expect(await ahead.waiting()).toBe(stored.waiting);
    await pass(5_000);
    // Others come meanwhile, and one is taken.
    stored.waiting += taken % 2 === 0 ? 1 : -1;
  }
  const looks: number[] = [];
  for (let seconds = 0; seconds <= 30; seconds += 3) {
    looks.push(await ahead.waiting());
    stored.waiting += 1;
    await pass(3_000);
  }
  // Whoever hands in behind them changes nothing about that.
  expect(looks.slice(-5)).toEqual([0, 0, 0, 0, 0]);
  stored.waiting -= 5;
  expect(await ahead.waiting()).toBe(stored.waiting);
  // Nobody looked for a while: whether they were taken is not known, and they go first again.
  stored.waiting += 5;
  await pass(3_600_000);
  expect(await ahead.waiting()).toBe(stored.waiting);
});

test('nobody who tries waits for longer than that, whoever hands in meanwhile', async () => {
  const events = fc.array(
    fc.oneof(
      fc.constantFrom('arrive', 'answered', 'taken', 'reported', 'try'),
      fc.integer({ min: 1, max: 120 }),
    ),
    { maxLength: 80 },
  );
  await fc.assert(
    fc.asyncProperty(events, async (happens) => {
      const { ahead, stored, now, settle, tell, pass } = stage();
      const arriving: (() => void)[] = [];
      const outside = new Set<number>();
      for (const event of happens) {
        if (typeof event === 'number') await pass(event);
        if (event === 'arrive') arriving.push(ahead.arrive());
        const answer = event === 'answered' ? arriving.shift() : undefined;
        if (answer) {
          stored.waiting += 1;
          stored.underWay += 1;
          answer();
        }
        if (event === 'taken' && stored.waiting > 0) {
          stored.waiting -= 1;
          await tell();
        }
        if (event === 'reported' && stored.underWay > stored.waiting) {
          stored.underWay -= 1;
          await tell();
        }
        if (event === 'try') {
          const came = now();
          outside.add(came);
          void ahead.gone('underWay', MOST_MS).then(() => outside.delete(came));
        }
        await settle();
        for (const came of outside) expect(now() - came).toBeLessThan(MOST_MS);
        if (arriving.length + stored.underWay === 0) expect(outside.size).toBe(0);
      }
    }),
  );
});

test('what is under way for long is not waited for', async () => {
  const { ahead, stored, settle, tell, pass } = stage();
  stored.underWay = 1;
  await tell();
  expect(await Promise.race([ahead.gone('underWay', MOST_MS), settle()])).toBeUndefined();
  await pass(MOST_MS);
  expect(await ahead.gone('underWay', MOST_MS)).toBe(1);
});
