/** An assignment's folder on disk, as the path → text map that everything else works on. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { isBytes, isData } from './data.ts';
import type { AssignmentFiles } from './load.ts';

/** A whole assignment is text, but for its data and images; what is larger than this is not meant to be in it. */
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_DATA_BYTES = 4 * 1024 * 1024;
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
    const name = relative(folder, path).split(sep).join('/');
    const most = isData(name) ? MAX_DATA_BYTES : MAX_FILE_BYTES;
    if ((await stat(path)).size > most) throw new Error(`${path} is larger than ${most / 2 ** 20} MiB`);
    files.set(name, await readFile(path, isBytes(name) ? 'base64' : 'utf8'));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const slugOf = (folder: string) => basename(resolve(folder));

/** Where an experiment's data are, for `openLaboratories`. */
export const dataIn =
  (folder: string) =>
  ({ data }: { data: string }): Promise<string> =>
    Promise.resolve(resolve(folder, data));
