/** Root's own Python, in a home that is closed to others, is not one that an ordinary user can grade with. */
import { expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInterpreter } from '../../../../grader/sandbox/python/interpreter.ts';

const isRoot = process.getuid?.() === 0;
/** No user of this machine. */
const SOMEBODY = { uid: 61_000, gid: 61_000 };

(isRoot ? test : test.skip)('a Python is looked for as the account that will run it', async () => {
  const { interpreter } = await findInterpreter();
  const home = await mkdtemp(join(tmpdir(), 'stepwise-home-'));
  try {
    const python = join(home, 'python3');
    await writeFile(python, `#!/bin/sh\nexec ${interpreter!.path} "$@"\n`, { mode: 0o755 });
    expect((await findInterpreter(python)).interpreter).toEqual(interpreter);
    expect(await findInterpreter(python, { account: SOMEBODY })).toEqual({
      interpreter: null,
      unsuitable: [{ command: python, problem: 'does not start' }],
    });
  } finally {
    await rm(home, { recursive: true });
  }
});
