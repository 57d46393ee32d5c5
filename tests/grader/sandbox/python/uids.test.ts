/** No two zygotes of a host give the same user ids to their runs, whichever installation they belong to. */
import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { findInterpreter } from '../../../../grader/sandbox/python/interpreter.ts';
import { Zygote } from '../../../../grader/sandbox/python/zygote.ts';

async function claims(): Promise<string[]> {
  const text = await readFile('/proc/net/unix', 'utf8').catch(() => '');
  return text.match(/@stepwise-uids-\d+-\d+/g) ?? [];
}

const isRoot = process.getuid?.() === 0;

test('each zygote has a block of user ids to itself, and leaves it when it ends', async () => {
  const { interpreter } = await findInterpreter();
  const options = { python: interpreter?.path ?? '', packages: ['numpy'] as const, slots: 2, log: () => {} };
  const before = new Set(await claims());
  const zygotes = await Promise.all([1, 2, 3].map(() => Zygote.start(options)));
  // Other tests' may have begun meanwhile, too.
  const fresh = new Set((await claims()).filter((claim) => !before.has(claim)));
  const claimed = isRoot && zygotes.every(({ greeting }) => !greeting.userNamespace);
  // An ordinary user's zygotes have user namespaces instead, whose ids are nobody else's.
  if (claimed) expect(fresh.size).toBeGreaterThanOrEqual(3);
  await Promise.all(zygotes.map((zygote) => zygote.stop()));
  const after = new Set(await claims());
  if (claimed) expect([...fresh].filter((claim) => !after.has(claim)).length).toBeGreaterThanOrEqual(3);
});
