import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findInterpreter } from '../../../../grader/sandbox/python/interpreter.ts';
import { ZygoteSupply } from '../../../../grader/sandbox/python/zygoteSupply.ts';
import { eventually, HONEST, isHonest, request, startedFromNow } from './support.ts';

const IDLE_MS = 300;

let supply: ZygoteSupply;
let started: () => number[];
beforeEach(async () => {
  const { interpreter } = await findInterpreter();
  started = startedFromNow();
  const options = { packages: ['numpy'], slots: 2, log: () => {} } as const;
  supply = new ZygoteSupply({ python: interpreter?.path ?? 'python3', ...options }, IDLE_MS);
});
afterEach(() => supply.close());

test('a zygote that had nothing to do for long is stopped, and the next run starts another', async () => {
  expect(isHonest((await supply.run([request(HONEST)]))[0])).toBe(true);
  expect(started().length).toBeGreaterThan(0);
  expect(await eventually(() => started().length === 0)).toBe(true);
  expect(isHonest((await supply.run([request(HONEST)]))[0])).toBe(true);
});

test('a run that takes longer than that is no idleness, nor is another beside it', async () => {
  const slow = `import time\ntime.sleep(${(3 * IDLE_MS) / 1000})\n${HONEST}`;
  const [[long], [short]] = await Promise.all([supply.run([request(slow)]), supply.run([request(HONEST)])]);
  expect(isHonest(long) && isHonest(short)).toBe(true);
});
