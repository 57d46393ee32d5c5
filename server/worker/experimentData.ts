/** Data of experiments, out of the versions that they were published with, as files that the trainer can read. */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../database/prisma.ts';
import type { Laboratories } from '../../grader/experiments/laboratories.ts';
import { GraderFault } from '../../grader/terms.ts';

export interface ExperimentData {
  ofVersion: (versionId: string) => Laboratories['dataOf'];
  close: () => Promise<void>;
}

/** Each file is written once, under the hash of what is in it. */
export function openExperimentData(db: Db): ExperimentData {
  let directory: Promise<string> | null = null;
  return {
    ofVersion:
      (versionId) =>
      async ({ data, dataHash }) => {
        directory ??= mkdtemp(join(tmpdir(), 'stepwise-data-'));
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
      if (directory !== null) await rm(await directory, { recursive: true, force: true });
    },
  };
}
