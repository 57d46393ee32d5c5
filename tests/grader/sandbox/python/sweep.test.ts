import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREFIX, sweepDirectories } from '../../../../grader/sandbox/python/sweep.ts';

test('what killed workers left is removed, and nothing that somebody uses or that is not a zygote’s', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'stepwise-sweep-'));
  for (const name of ['left', 'used']) await mkdir(join(parent, PREFIX + name, 'root'), { recursive: true });
  await writeFile(join(parent, PREFIX + 'left', 'root/file'), 'x');
  await mkdir(join(parent, 'mine'));
  await symlink(join(parent, 'mine'), join(parent, `${PREFIX}link`));
  const server = createServer().listen(join(parent, `${PREFIX}used`, 'socket'));
  await once(server, 'listening');

  expect(await sweepDirectories(parent)).toBe(0);
  const later = Date.now() + 120_000;
  expect(await sweepDirectories(parent, { now: later })).toBe(1);
  expect((await readdir(parent)).sort()).toEqual(['mine', `${PREFIX}link`, `${PREFIX}used`]);

  server.close();
  await once(server, 'close');
  expect(await sweepDirectories(parent, { now: later })).toBe(1);
  await rm(parent, { recursive: true });
});
