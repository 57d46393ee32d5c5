/** An assignment's folder on disk, as the path → text map that everything else works on. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { AssignmentFiles } from './load.ts';

/** A whole assignment is text; what is larger than this is not meant to be in it. */
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_FILES = 2000;

/** @throws Error with a sentence for the author when the folder cannot be read. */
export async function readAssignmentFolder(folder: string): Promise<AssignmentFiles> {
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Error(`${folder} is not a folder`);
  const files = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (files.size >= MAX_FILES) throw new Error(`${folder} holds more than ${MAX_FILES} files`);
    if ((await stat(path)).size > MAX_FILE_BYTES) throw new Error(`${path} is larger than 1 MiB`);
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const slugOf = (folder: string) => basename(resolve(folder));
