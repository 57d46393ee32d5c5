/** A bench that is ended before it is done: nothing that it has started runs on, and nothing that it has written stays. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';
import { processes, until } from '../support/installation.ts';

/** Temporary folders of the benches, by which their processes are known. */
let place: string;
let bench: ChildProcess | undefined;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'stepwise-ended-'));
  await chmod(place, 0o755);
});
afterEach(() => void bench?.kill('SIGTERM'));
afterAll(() => rm(place, { recursive: true, force: true }));

async function running(): Promise<string[]> {
  const found = await Promise.all(
    processes().map(async ({ pid, command }) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return command.includes(place) || environment.includes(place) ? [command] : [];
    }),
  );
  return found.flat();
}
const isServer = (command: string) => command.includes('server/main.ts');

test.each([
  ['storm', 'SIGTERM'],
  ['together', 'SIGKILL'],
] as const)('%s, by %s', async (name, signal) => {
  bench = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/bench/main.ts', name], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: place },
    stdio: 'ignore',
  });
  const ended = once(bench, 'exit');
  await until('its server is started', async () => (await running()).some(isServer));
  expect((await running()).some((command) => command.includes('bin/postgres -D'))).toBe(true);
  bench.kill(signal);
  await ended;
  await until('all that it has started has ended', async () => (await running()).length === 0);
  // Who is killed can remove nothing.
  if (signal !== 'SIGKILL') expect(await readdir(place)).toEqual([]);
});
