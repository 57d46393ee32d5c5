/** The images of a set as an author handles them: values in, values out. */
import { bytesText } from '../../../../../contract/images.ts';
import { isImage, toBase64, type Files } from '../files/readFiles.ts';

/** As the check says it of any file of a set. */
const MAX_BYTES = 2 ** 20;

const TEXTS = /\.md$/;

/** Bytes of what base64 stands for. */
export const sizeOf = (base64: string): number =>
  Math.floor((base64.length * 3) / 4) - (/=*$/.exec(base64)?.[0].length ?? 0);

/** A name that texts and addresses take as it is: `Loss (1).PNG` → `images/Loss-1.png`; another one where that is taken. */
export function imagePath(name: string, taken: readonly string[]): string {
  const at = name.lastIndexOf('.');
  const ending = name.slice(at).toLowerCase();
  const plain = name
    .slice(0, at)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|-+$/g, '');
  const paths = [1, ...taken.map((_, index) => index + 2)].map(
    (number) => `images/${plain || 'image'}${number === 1 ? '' : `-${number}`}${ending}`,
  );
  return paths.find((path) => !taken.includes(path))!;
}

export interface Added {
  images: Files;
  /** The last one that was added. */
  path: string | null;
  /** Why others were not. */
  refused: string[];
}

interface ChosenImage {
  name: string;
  size: number;
  arrayBuffer: () => Promise<ArrayBuffer>;
}

/** What was chosen, beside the files that are there; whatever cannot be used is said, and keeps nothing else out. */
export async function readImages(taken: readonly string[], chosen: Iterable<ChosenImage>): Promise<Added> {
  const added: Added = { images: {}, path: null, refused: [] };
  for (const file of chosen) {
    if (!/\.(?:png|jpe?g)$/i.test(file.name))
      added.refused.push(`${file.name} is no PNG or JPEG. Save a plot as PNG and a photo as JPEG.`);
    else if (file.size > MAX_BYTES)
      added.refused.push(
        `${file.name} has ${bytesText(file.size)}; an image of a set may have ${bytesText(MAX_BYTES)}. Save it smaller, with fewer pixels.`,
      );
    else {
      const path = imagePath(file.name, [...taken, ...Object.keys(added.images)]);
      added.images[path] = toBase64(await file.arrayBuffer());
      added.path = path;
    }
  }
  return added;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The file under another path; where it is an image, all texts call it by that. */
export function renamed(files: Files, from: string, to: string): Files {
  const name = new RegExp(`(?<=\\]\\(\\s*<?)${escape(from)}(?=[\\s>)])`, 'g');
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path === from ? to : path,
      isImage(from) && TEXTS.test(path) ? text.replace(name, () => to) : text,
    ]),
  );
}

const endingOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? '';

/** Why a file cannot have a path; null where it can. */
export function pathProblem(path: string, taken: readonly string[], from?: string): string | null {
  if (path === from) return null;
  if (taken.includes(path)) return 'It is there already.';
  if (/(^|\/)\.|\/\/|^\/|\/$|\\/.test(path))
    return 'A path inside the folder, such as questions/two/statement.md';
  if (from !== undefined && isImage(from) && !(isImage(path) && endingOf(path) === endingOf(from)))
    return `An image stays in images/ and keeps its ending, such as images/loss${endingOf(from)}`;
  return from !== undefined && !isImage(from) && isImage(path) ? 'Only an image has such a path.' : null;
}
