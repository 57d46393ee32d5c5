/** The images of a project, found as graphicx finds them. */

const ENDINGS = ['', '.png', '.jpg', '.jpeg', '.pdf', '.svg', '.PNG', '.JPG', '.JPEG', '.PDF'];

export interface ImageResolver {
  /** Path in the project, or the name as written when there is no such file. */
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
  return {
    resolve(name, at) {
      const clean = name.replace(/^\{|\}$/g, '').replace(/^\.\//, '');
      for (const folder of folders)
        for (const ending of ENDINGS)
          for (const base of [root, '']) {
            const path = (base + folder.replace(/^\.\//, '') + clean + ending).replace(/\/{2,}/g, '/');
            const data = files.get(path);
            if (data === undefined || path === main) continue;
            used.set(path, data);
            return path;
          }
      report(at, `The image ${clean} is not in the upload.`);
      return clean;
    },
    used: () => [...used].map(([name, data]) => ({ name, data })),
  };
}
