/** Images of a set that the server does not have yet, as its texts show them. */
import { insideFolder, isImage, type Files } from './readFiles.ts';
import { own } from '../../../../../contract/own.ts';

const mediaTypeOf = (path: string): string => (/\.png$/i.test(path) ? 'image/png' : 'image/jpeg');

/** What an `img` shows without asking the server. */
export const dataUrl = (path: string, base64: string): string => `data:${mediaTypeOf(path)};base64,${base64}`;

/** The addresses of images by the names that texts call them by, such as `images/loss.png`; null where none is called so. */
export function imagesIn(files: Files): (name: string) => string | null {
  const inside = insideFolder(files);
  return (name) => {
    const base64 = isImage(name) ? own(inside, name) : undefined;
    return base64 === undefined ? null : dataUrl(name, base64);
  };
}
