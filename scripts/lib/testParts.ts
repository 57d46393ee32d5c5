/** The tests of a folder in parts, each of which one run of Jest plays. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';

/** Tests that take much longer than their text says: as long as others of so many bytes. */
export const AS_LONG_AS: Readonly<Record<string, number>> = {
  'tests/server/doneOnce.test.ts': 70_000,
  'tests/server/chaos.test.ts': 60_000,
  'tests/server/supervisor.test.ts': 60_000,
  'tests/server/together.test.ts': 60_000,
  'tests/server/openPages.test.ts': 53_000,
  'tests/server/authorization.test.ts': 41_000,
  'tests/server/tries.test.ts': 39_000,
  'tests/server/cutOff.test.ts': 35_000,
  'tests/server/lostNews.test.ts': 32_000,
  'tests/server/code.test.ts': 26_000,
  'tests/server/importsDoWhatTheySay.test.ts': 22_000,
  'tests/server/hostileRequests.test.ts': 22_000,
  'tests/server/reruns.test.ts': 19_000,
  'tests/server/killedWorker.test.ts': 16_000,
  'tests/server/noWordLost.test.ts': 16_000,
};

/** Of the first part. */
const SIZE_OF_LAST = 0.2;

export interface TestFile {
  /** Relative to the root. */
  path: string;
  /** How long it takes, in bytes. */
  size: number;
}

export async function testsIn(folder: string): Promise<TestFile[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return Promise.all(
    names
      .filter((name) => name.endsWith('.test.ts'))
      .map(async (name) => {
        const path = `${folder}/${name.replaceAll('\\', '/')}`;
        return { path, size: AS_LONG_AS[path] ?? (await stat(join(ROOT, path))).size };
      }),
  );
}

/** Parts of which each is smaller than the one before: whoever plays the last keeps the others waiting for a short time only. */
export function inParts(files: readonly TestFile[], count: number): string[][] {
  const shares = Array.from({ length: count }, (_, at) => 1 - ((1 - SIZE_OF_LAST) * at) / (count - 1));
  const [all, whole] = [files.reduce((sum, { size }) => sum + size, 0), shares.reduce((a, b) => a + b)];
  const parts = shares.map((share) => ({ paths: [] as string[], room: (all * share) / whole }));
  // The longest first, each to where there is most room.
  for (const { path, size } of files.toSorted((a, b) => b.size - a.size)) {
    const roomiest = parts.reduce((one, other) => (other.room > one.room ? other : one));
    roomiest.paths.push(path);
    roomiest.room -= size;
  }
  return parts.map(({ paths }) => paths);
}
