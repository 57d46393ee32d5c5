/** Whatever a task does, it ends with a message, and the others' tasks go on. */
import { afterEach, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { POOL_LIMITS, TaskPool } from '../../../server/tasks/pool.ts';
import type { PoolLimits } from '../../../server/tasks/pool.ts';

const TASKS = fileURLToPath(new URL('./hostileTasks.ts', import.meta.url));
const FILE = { timeMs: 20_000, failure: 'The file could not be read', advice: 'Nothing was changed.' };
const BRIEF = { ...FILE, timeMs: 500 };

let pool: TaskPool;
const open = (limits: Partial<PoolLimits> = {}) =>
  (pool = new TaskPool(TASKS, { ...POOL_LIMITS, atOnce: 2, memoryMb: 64, ...limits }));
afterEach(() => pool.close());

test('a task without an end is ended, with what happened and what to do, and its person goes on', async () => {
  open();
  await expect(pool.run('spin', null, 'ada', BRIEF)).rejects.toMatchObject({
    code: 'unacceptable',
    message: 'The file could not be read: it took more than 0.5 seconds. Nothing was changed.',
  });
  expect(await pool.run('echo', 1, 'ada', FILE)).toBe(1);
});

test.each(['hoard', 'copy'])('so is one that takes all memory: %s', async (name) => {
  open();
  await expect(pool.run(name, null, 'ada', FILE)).rejects.toMatchObject({
    code: 'unacceptable',
    message: 'The file could not be read: it took more than 64 MB of memory. Nothing was changed.',
  });
  expect(await pool.run('echo', 1, 'ada', FILE)).toBe(1);
});

test('a task has none of the server’s settings, and reads no file but the program’s', async () => {
  open();
  expect(await pool.run('environment', null, 'ada', FILE)).toEqual([]);
  expect(await pool.run('mayRead', '/etc/passwd', 'ada', FILE)).toBe('ERR_ACCESS_DENIED');
  expect(await pool.run('mayRead', TASKS, 'ada', FILE)).toContain('Tasks');
});

test('one that calls itself without an end fails by itself', async () => {
  open();
  await expect(pool.run('deep', 10_000_000, 'ada', FILE)).rejects.toMatchObject({ name: 'RangeError' });
});

test('our faults stay ours, and a process that is gone is replaced', async () => {
  open();
  await expect(pool.run('fail', null, 'ada', FILE)).rejects.toMatchObject({
    name: 'TypeError',
    message: 'our fault',
  });
  await expect(pool.run('leave', null, 'ada', FILE)).rejects.not.toMatchObject({ name: 'ApiError' });
  expect(await pool.run('echo', 1, 'ada', FILE)).toBe(1);
});

test('while tasks without an end run, others are answered, the first of their person too', async () => {
  open();
  const endless = ['a', 'b', 'c'].map((person) =>
    pool.run('spin', null, person, { ...BRIEF, timeMs: 2_000, long: true }).catch(() => 'ended'),
  );
  const ended = Promise.race(endless);
  for (let turn = 0; turn < 5; turn += 1) {
    const first = await Promise.race([ended, pool.run('echo', turn, `honest ${turn}`, FILE)]);
    expect(first).toBe(turn);
  }
  expect(await Promise.all(endless)).toEqual(['ended', 'ended', 'ended']);
});

test('what a person may have waiting is limited, and nobody else is refused for it', async () => {
  open({ perPerson: 2 });
  const own = Array.from({ length: 5 }, () =>
    pool.run('spin', null, 'ada', { ...BRIEF, timeMs: 300 }).catch((error: Error) => error.message),
  );
  expect(await pool.run('echo', 1, 'emmy', FILE)).toBe(1);
  const messages = (await Promise.all(own)).map(String);
  expect(messages.filter((message) => message.includes('0.3 seconds'))).toHaveLength(3);
  expect(messages.filter((message) => message.includes('wait until it is shown'))).toHaveLength(2);
});

test('bytes and maps go there and come back as they are', async () => {
  open();
  const input = { bytes: new Uint8Array([1, 2, 255]), files: new Map([['a', new Uint8Array(70_000)]]) };
  expect(await pool.run('echo', input, 'ada', FILE)).toEqual(input);
});

test('a task without an end does not outlive a server that was killed', async () => {
  const server = fork(fileURLToPath(new URL('./dyingServer.ts', import.meta.url)), { execArgv: [] });
  const [child] = (await once(server, 'message')) as [number];
  server.kill('SIGKILL');
  await once(server, 'exit');
  const isThere = (): boolean => {
    try {
      return process.kill(child, 0);
    } catch {
      return false;
    }
  };
  while (isThere()) await wait(100);
});

test('closing refuses what waits', async () => {
  open();
  const running = pool.run('spin', null, 'ada', FILE).catch(() => 'over');
  const waiting = pool.run('echo', 1, 'ada', FILE).catch((error: { code: string }) => error.code);
  await wait(50);
  await pool.close();
  expect(await Promise.all([running, waiting])).toEqual(['over', 'throttled']);
  await expect(pool.run('echo', 1, 'emmy', FILE)).rejects.toMatchObject({ code: 'throttled' });
});
