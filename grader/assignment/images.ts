/** The images of `images/` that a set's own texts show: that they are images, not too large, and there. */
import type { Problem } from '../../contract/assignment.ts';
import { bytesText } from '../../contract/images.ts';
import { imageNamesIn } from '../../contract/markup/images.ts';
import { SetImageName } from '../../contract/setImages.ts';
import { bytesOf, isImage, mediaTypeOf } from './data.ts';

/** One of them, as any file of a set that is no data. */
const MAX_SET_IMAGE_BYTES = 2 ** 20;
/** All of them together: they travel in one request with the other files. */
const MAX_SET_IMAGES_BYTES = 4 * 2 ** 20;

type Files = ReadonlyMap<string, string>;

/** @param texts the files that may show images */
export function checkImages(
  files: Files,
  texts: readonly (readonly [file: string, text: string])[],
): Problem[] {
  const problem = (
    severity: Problem['severity'],
    file: string,
    line: number | null,
    message: string,
  ): Problem => ({
    severity,
    file,
    line,
    message,
  });
  const images = [...files].filter(([file]) => isImage(file));
  const shown = new Set<string>();
  const missing = texts.flatMap(([file, text]) =>
    imageNamesIn(text).flatMap((name) => {
      shown.add(name);
      if (isImage(name) && files.has(name)) return [];
      const line = text.slice(0, Math.max(0, text.indexOf(name))).split('\n').length;
      const there = images.map(([each]) => each).join(', ');
      return [problem('error', file, line, `the image ${name} is not there; ${there === '' ? 'put it into images/, as PNG or JPEG' : `there are ${there}`}`)]; // prettier-ignore
    }),
  );
  const wrong = images.flatMap(([file, base64]) => {
    const bytes = bytesOf(base64);
    const error = (message: string) => [problem('error', file, null, message)];
    if (!SetImageName.safeParse(file.slice('images/'.length)).success)
      return error(
        'a name of letters, digits, - _ and . that ends in .png, .jpg or .jpeg, such as images/loss.png',
      );
    if (mediaTypeOf(bytes) === null) return error('is neither a PNG nor a JPEG');
    if (bytes.length > MAX_SET_IMAGE_BYTES)
      return error(`has ${bytesText(bytes.length)}; an image of a set may have ${bytesText(MAX_SET_IMAGE_BYTES)}: save it smaller, with fewer pixels`); // prettier-ignore
    return shown.has(file) ? [] : [problem('warning', file, null, 'no text shows this image')];
  });
  const total = images.reduce((sum, [, base64]) => sum + bytesOf(base64).length, 0);
  const tooMuch =
    total > MAX_SET_IMAGES_BYTES
      ? [problem('error', images[0]![0], null, `the images have ${bytesText(total)} together; they may have ${bytesText(MAX_SET_IMAGES_BYTES)}`)] // prettier-ignore
      : [];
  const elsewhere = [...files.keys()]
    .filter((file) => /\.(?:png|jpe?g)$/i.test(file) && !isImage(file))
    .map((file) => problem('error', file, null, 'images of a set are in images/, with no folder between'));
  return [...missing, ...wrong, ...tooMuch, ...elsewhere];
}
