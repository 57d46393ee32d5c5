/** The short form of `npm run bench -- chaos`: each fault once, under a few people. */
import { expect, test } from '@jest/globals';
import { FAULTS, playChaos } from '../support/chaos.ts';

test('what was acknowledged is stored and graded once, whatever dies, and nothing stays behind', async () => {
  const { acknowledged, recoveries, ...chaos } = await playChaos({ seed: 14, students: 3, rounds: 1 });
  expect(chaos).toEqual({ faults: FAULTS.length, lost: [], doubled: [], stuck: [], silent: [], left: [] });
  expect(recoveries.map(({ fault }) => fault).sort()).toEqual([...FAULTS].sort());
  expect(acknowledged).toBeGreaterThan(FAULTS.length);
});
