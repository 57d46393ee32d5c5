/** Data of experiments as files: a killed worker's go when the next one needs some, and no other's. */
import { expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Db } from '../../server/database/prisma.ts';
import { openExperimentData } from '../../server/worker/experimentData.ts';

test('the folder of a killed worker is swept, that of one that lives is not', async () => {
  const before = process.env.TMPDIR;
  const parent = await mkdtemp(join(tmpdir(), 'stepwise-sweep-'));
  process.env.TMPDIR = parent;
  try {
    const db = { $queryRaw: async () => [{ base64: Buffer.from('digits').toString('base64') }] };
    const open = () => openExperimentData(db as unknown as Db);
    const get = (data: ReturnType<typeof open>) =>
      data.ofVersion('version')({ data: 'digits.npz', dataHash: 'hash' } as never);
    const makeOld = (name: string) => utimes(join(parent, name), 0, 0);

    await mkdir(join(parent, 'stepwise-data-killed'));
    await writeFile(join(parent, 'stepwise-data-killed/hash.npz'), 'digits');
    await makeOld('stepwise-data-killed');
    const [one, other] = [open(), open()];
    const mine = basename(dirname(await get(one)));
    expect(await readdir(parent)).toEqual([mine]);
    await makeOld(mine);
    const theirs = basename(dirname(await get(other)));
    expect((await readdir(parent)).sort()).toEqual([mine, theirs].sort());
    await Promise.all([one.close(), other.close()]);
    expect(await readdir(parent)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(parent, { recursive: true });
  }
});
