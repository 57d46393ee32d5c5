/** Data of experiments, out of the versions that they were published with, as files that the trainer can read. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../database/prisma.ts';
import type { Laboratories } from '../../grader/experiments/laboratories.ts';
import { sweepDirectories } from '../../grader/sandbox/python/sweep.ts';
import { GraderFault } from '../../grader/terms.ts';

const PREFIX = 'stepwise-data-';

export interface ExperimentData {
  ofVersion: (versionId: string) => Laboratories['dataOf'];
  close: () => Promise<void>;
}

/** Each file is written once, under the hash of what is in it. */
export function openExperimentData(db: Db): ExperimentData {
  let directory: Promise<string> | null = null;
  /** That it listens says to other workers that the folder is in use. */
  const owner = createServer();

  /** A folder of its own, after those of workers that were killed have gone. */
  async function makeDirectory(): Promise<string> {
    await sweepDirectories(tmpdir(), { prefix: PREFIX });
    const made = await mkdtemp(join(tmpdir(), PREFIX));
    await once(owner.listen(join(made, 'socket')), 'listening');
    owner.unref();
    return made;
  }

  return {
    ofVersion:
      (versionId) =>
      async ({ data, dataHash }) => {
        directory ??= makeDirectory();
        const path = join(await directory, `${dataHash}.npz`);
        if (existsSync(path)) return path;
        const [row] = await db.$queryRaw<{ base64: string | null }[]>`
          SELECT files->>${data} AS base64 FROM assignment_versions WHERE id = ${versionId}::uuid`;
        if (row?.base64 == null) throw new GraderFault(`version ${versionId} has no ${data}`);
        // Another run may be at it, too: whoever is last puts the same in its place.
        const unfinished = `${path}.${performance.now()}`;
        await writeFile(unfinished, Buffer.from(row.base64, 'base64'));
        await rename(unfinished, path);
        return path;
      },
    async close() {
      owner.close();
      if (directory !== null) await rm(await directory, { recursive: true, force: true });
    },
  };
}
