import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Turns } from '../../../grader/sandbox/turns.ts';

interface Task {
  owner: number;
  ticks: number;
}

/** Plays tasks that each take some ticks; how many went on at once, of all and of each owner, and when each began. */
async function play(tasks: readonly Task[], size: number, most: number) {
  const turns = new Turns(size, most);
  const owners = Array.from({ length: 4 }, (_, owner) => ({ owner, running: 0, largest: 0 }));
  const began: number[] = [];
  let running = 0;
  let largest = 0;
  await Promise.all(
    tasks.map(({ owner: index, ticks }, number) => {
      const owner = owners[index]!;
      return turns.use(owner, async () => {
        began.push(number);
        largest = Math.max(largest, ++running);
        owner.largest = Math.max(owner.largest, ++owner.running);
        for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
        running--;
        owner.running--;
      });
    }),
  );
  return { largest, ofOne: Math.max(...owners.map((owner) => owner.largest)), began };
}

const someTasks = fc.array(fc.record({ owner: fc.nat(3), ticks: fc.nat(9) }), { maxLength: 60 });

test('all tasks get their turn, at most so many at a time, and of one owner still fewer', async () => {
  await fc.assert(
    fc.asyncProperty(someTasks, fc.integer({ min: 1, max: 6 }), fc.nat(5), async (tasks, size, less) => {
      const most = Math.max(1, size - less);
      const { largest, ofOne, began } = await play(tasks, size, most);
      expect(largest).toBeLessThanOrEqual(size);
      expect(ofOne).toBeLessThanOrEqual(most);
      expect([...began].sort((a, b) => a - b)).toEqual(tasks.map((_, number) => number));
    }),
    { seed: 10, numRuns: 200 },
  );
});

test('whoever has a hundred tasks leaves room for one who comes later', async () => {
  const hog = Array.from({ length: 100 }, () => ({ owner: 0, ticks: 50 }));
  const { began } = await play([...hog, { owner: 1, ticks: 1 }], 4, 2);
  expect(began.indexOf(100)).toBe(2);
});

test('a turn that fails is given back', async () => {
  const turns = new Turns(1, 1);
  const owner = {};
  await expect(turns.use(owner, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  await expect(turns.use(owner, () => Promise.resolve('next'))).resolves.toBe('next');
});
