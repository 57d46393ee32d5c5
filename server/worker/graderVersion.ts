import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Package = z.object({ version: z.string() });
const ROOT = join(import.meta.dirname, '../..');
const DIGITS = 12;

/**
 * The version of Stepwise that grades, kept with every report, with a hash of the grader's sources: what a changed grader says may be
 * something else, whether anybody gave it another number or not.
 */
export async function readGraderVersion(): Promise<string> {
  const { version } = Package.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const hash = createHash('sha256');
  const entries = await readdir(join(ROOT, 'grader'), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(ts|py)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) hash.update(await readFile(path));
  return `${version}+${hash.digest('hex').slice(0, DIGITS)}`;
}
