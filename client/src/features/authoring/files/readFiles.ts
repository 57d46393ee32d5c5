/** The files of an assignment as an author chooses them: a folder, or several files. */
import type { z } from 'zod';
import type { AssignmentFiles } from '../../../../../contract/publishing.ts';

export type Files = z.infer<typeof AssignmentFiles>['files'];

/** What stands in no assignment: hidden files, caches, installed packages. */
const IGNORED = /(^|\/)(\.[^/]*|__pycache__|node_modules)(\/|$)|\.pyc$/;

export function isWanted(path: string): boolean {
  return !IGNORED.test(path);
}

/** An image of the set's own texts. */
export const isImage = (path: string): boolean => /(^|\/)images\/[^/]+\.(?:png|jpe?g)$/i.test(path);

/** Images and the data of experiments, which are no text and are kept as base64. */
export const isBytes = (path: string): boolean => isImage(path) || /(^|\/)data\/[^/]+\.npz$/.test(path);

export const toBase64 = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));

interface ChosenFile {
  name: string;
  /** Empty unless a folder was chosen. */
  webkitRelativePath: string;
  text: () => Promise<string>;
  arrayBuffer: () => Promise<ArrayBuffer>;
}

export async function readFiles(chosen: Iterable<ChosenFile>): Promise<Files> {
  const named = [...chosen]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => isWanted(path))
    .sort((a, b) => a.path.localeCompare(b.path));
  const texts = await Promise.all(
    named.map(async ({ path, file }) => {
      const text = isBytes(path) ? toBase64(await file.arrayBuffer()) : await file.text();
      return [path, text] as const;
    }),
  );
  return Object.fromEntries(texts);
}

/** The folder that all paths have in common, which names the assignment; null when there is none. */
export function commonFolder(files: Files): string | null {
  const heads = new Set(Object.keys(files).map((path) => (path.includes('/') ? path.split('/')[0] : null)));
  const [head] = heads;
  return heads.size === 1 ? (head ?? null) : null;
}

/** By paths inside of that folder. */
export function insideFolder(files: Files): Files {
  const folder = commonFolder(files);
  if (folder === null) return files;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.slice(folder.length + 1), text]),
  );
}
