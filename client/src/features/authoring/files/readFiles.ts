/** The files of an assignment as an author chooses them: a folder, several files, or the zip that the editor gives of a set. */
import type { z } from 'zod';
import type { AssignmentFiles } from '../../../../../contract/publishing.ts';

export type Files = z.infer<typeof AssignmentFiles>['files'];

/** What stands in no assignment: hidden files, caches, installed packages. */
const IGNORED = /(^|\/)(\.[^/]*|__pycache__|__MACOSX|node_modules)(\/|$)|\.pyc$/;

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

/** More is no set: a check takes less. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/** @throws {Error} for people, of a file that is no zip or unpacks to more than a set has */
async function unpacked(file: ChosenFile): Promise<ChosenFile[]> {
  const { name } = file;
  const { unzipSync } = await import('fflate');
  let size = 0;
  const filter = ({ name: path, originalSize }: { name: string; originalSize: number }) => {
    if (path.endsWith('/') || !isWanted(path)) return false;
    size += originalSize;
    if (size > MOST_UNPACKED) throw new Error(`${name} unpacks to more than 64 MB, which is no set.`);
    return true;
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(new Uint8Array(await file.arrayBuffer()), { filter });
  } catch (error) {
    const isOurs = error instanceof Error && error.message.startsWith(name);
    throw isOurs ? error : new Error(`${name} could not be unpacked. Choose it again, or its folder.`);
  }
  return Object.entries(entries).map(([path, bytes]) => ({
    name: path.split('/').at(-1) ?? path,
    webkitRelativePath: path,
    text: () => Promise.resolve(new TextDecoder().decode(bytes)),
    arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
  }));
}

const isZip = ({ name }: ChosenFile): boolean => /\.zip$/i.test(name);

/** @throws {Error} for people, of a zip that cannot be unpacked */
export async function readFiles(chosen: Iterable<ChosenFile>): Promise<Files> {
  const files = await Promise.all([...chosen].map((file) => (isZip(file) ? unpacked(file) : [file])));
  const named = files
    .flat()
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
