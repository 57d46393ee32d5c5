/** The images of a project, found as graphicx finds them, and what answers call them. */
import { posix } from 'node:path';
import { ImageName } from '../../contract/images.ts';

const ENDINGS = ['', '.png', '.jpg', '.jpeg', '.pdf', '.svg', '.PNG', '.JPG', '.JPEG', '.PDF'];

export interface ImageResolver {
  /** What an answer calls the image; the name as written when there is no such file. */
  resolve: (name: string, at: number) => string;
  /** The files that were asked for and found. */
  used: () => { name: string; data: Uint8Array }[];
}

/**
 * @param main path of the main file; names are relative to its folder
 * @param source the joined source, read for `\graphicspath`
 */
export function imageResolver(
  files: Map<string, Uint8Array>,
  main: string,
  source: string,
  report: (at: number, message: string) => void,
): ImageResolver {
  const root = main.includes('/') ? main.slice(0, main.lastIndexOf('/') + 1) : '';
  const listed = /\\graphicspath\s*\{((?:\s*\{[^{}\n]*\})+)\s*\}/.exec(source)?.[1] ?? '';
  const folders = ['', ...[...listed.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!)];
  const used = new Map<string, Uint8Array>();
  const pathByName = new Map<string, string>();
  const nameOf = (path: string): string => {
    const plain = imageNameOf(path.startsWith(root) ? path.slice(root.length) : path);
    let name = plain;
    for (let copy = 2; (pathByName.get(name) ?? path) !== path; copy += 1)
      name = plain.replace(/(\.[^./]*)?$/, `-${copy}$1`);
    pathByName.set(name, path);
    return name;
  };
  return {
    resolve(written, at) {
      const clean = written
        .replace(/^\{|\}$/g, '')
        .replace(/\\([%#&_{}~$])/g, '$1')
        .replace(/[<>\s]+/g, ' ')
        .trim()
        .normalize('NFC');
      for (const folder of folders)
        for (const ending of ENDINGS)
          for (const base of [root, '']) {
            const path = posix.normalize(`${base}${folder}/${clean}${ending}`.replace(/^\/+/, ''));
            const data = files.get(path);
            if (data === undefined || path === main) continue;
            const name = nameOf(path);
            used.set(name, data);
            return name;
          }
      const [elsewhere] = [...files.keys()].filter((path) => stemOf(path) === stemOf(clean) && path !== main);
      report(
        at,
        elsewhere === undefined
          ? `The image ${clean} is not in the upload.`
          : `The image ${clean} is not where LaTeX looks for it, but ${elsewhere} is in the upload: write that path, or name its folder in \\graphicspath.`,
      );
      return clean.replace(/^\.\//, '');
    },
    used: () => [...used].map(([name, data]) => ({ name, data })),
  };
}

/** Name of a file without its folders and its ending. */
const stemOf = (path: string): string => posix.basename(path).replace(/\.[^.]*$/, '');

/** A name that answers can use, as near to the path as it gets. */
export function imageNameOf(path: string): string {
  if (ImageName.safeParse(path).success) return path;
  const parts = path
    .normalize('NFC')
    .split('/')
    .map((part) =>
      part
        .replace(/[^\p{L}\p{N}_.+@ -]+/gu, '-')
        .replace(/^\.+$/, '')
        .trim(),
    )
    .filter((part) => part !== '');
  const name = parts
    .join('/')
    .slice(-200)
    .replace(/^[ /]+/, '');
  return ImageName.safeParse(name).success ? name : 'image';
}
