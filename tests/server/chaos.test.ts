/** The short form of `npm run bench -- chaos`: each fault once, under a few people; clocks are set in clockSteps.test.ts. */
import { expect, test } from '@jest/globals';
import { FAULTS, playChaos } from '../support/chaos.ts';

const SHORT = FAULTS.filter((fault) => !fault.startsWith('clock'));

test('what was acknowledged is stored and graded once, whatever dies, and nothing stays behind', async () => {
  const { acknowledged, recoveries, said, skipped, ...chaos } = await playChaos({
    seed: 14,
    students: 3,
    rounds: 1,
    faults: SHORT,
  });
  const played = SHORT.filter((fault) => !skipped.includes(fault));
  if (skipped.length > 0)
    console.warn(`Without root there is no disk to be filled: no ${skipped.join(', ')}.`);
  expect(chaos).toEqual({
    faults: played.length,
    lost: [],
    doubled: [],
    stuck: [],
    silent: [],
    unsaid: [],
    left: [],
  });
  expect(recoveries.map(({ fault }) => fault).sort()).toEqual([...played].sort());
  expect(said).toHaveLength(2 - skipped.length);
  expect(acknowledged).toBeGreaterThan(played.length);
});
