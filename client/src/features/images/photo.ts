/**
 * A photo as it is sent: upright, with no more pixels than reading needs, and nothing about where and when it was taken. What
 * cannot be opened is said with what to do. A chunk of its own: most images are plots.
 */
import { ApiError } from '../../api/ApiError.ts';
import { isPhonePhoto } from './imageNames.ts';

/** Pixels of the longer side: handwriting that fills a page can be read, and the file has some hundred kB. */
const LONGEST_SIDE = 2_000;

const QUALITY = 0.85;

/**
 * The file itself where it is small and upright already, or is no photo after all.
 *
 * @throws an error with words that say what to do; {ApiError} to try again later
 */
export async function preparedPhoto(file: File): Promise<File> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  // Some are called .jpg all the same.
  const isPhones = isPhonePhoto(file) || isHeic(head);
  const jpeg = isPhones ? null : jpegHead(head);
  if (!isPhones && (jpeg === null || (jpeg.orientation === UPRIGHT && jpeg.longest <= LONGEST_SIDE)))
    return file;
  let image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  // What the server says of a JPEG that cannot be opened is more than is known here.
  if (image === null && !isPhones) return file;
  image ??= await (await heicOpener())(file);
  try {
    return await drawn(file, image);
  } finally {
    image.close();
  }
}

async function heicOpener(): Promise<(file: File) => Promise<ImageBitmap>> {
  const heic = await import('./heic.ts').catch(() => null);
  if (heic === null) throw new ApiError('unreachable', 'Stepwise cannot be reached.');
  return heic.openHeic;
}

async function drawn({ name }: File, image: ImageBitmap): Promise<File> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const drawing = canvas.getContext('2d');
  if (drawing !== null) {
    drawing.imageSmoothingQuality = 'high';
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (drawing === null || blob === null)
    throw new Error(
      `${name} has too many pixels for this browser. Close other tabs, or take a smaller photo.`,
    );
  return new File([blob], name, { type: 'image/jpeg' });
}

/** Exif with its thumbnail stands before the size, and has less than 64 kB a segment. */
const HEAD_BYTES = 256 * 1024;
const UPRIGHT = 1;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** By the brand in the first box of the file. */
export const isHeic = (head: Uint8Array): boolean =>
  ascii(head, 4, 8) === 'ftyp' && /^(?:hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(ascii(head, 8, 12));

/** How a JPEG is turned, 1 to 8, and its longer side in pixels; null of what is none, or says it too late. */
export function jpegHead(head: Uint8Array): { orientation: number; longest: number } | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  let orientation = UPRIGHT;
  for (let at = 2; at + 9 < head.length;) {
    const marker = view.getUint16(at);
    const isSize = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isSize) return { orientation, longest: Math.max(view.getUint16(at + 5), view.getUint16(at + 7)) };
    if (marker < 0xff00 || marker === 0xffda) return null;
    const length = view.getUint16(at + 2);
    if (marker === 0xffe1 && ascii(head, at + 4, at + 8) === 'Exif')
      orientation = orientationIn(head.subarray(at + 10, at + 2 + length));
    at += 2 + Math.max(2, length);
  }
  return null;
}

/** Of the first directory of Exif data; upright where they say nothing that can be read. */
function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return UPRIGHT;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, isLittle);
  const count = first + 2 <= tiff.length ? view.getUint16(first, isLittle) : 0;
  for (let entry = first + 2; entry < first + 2 + 12 * count && entry + 12 <= tiff.length; entry += 12)
    if (view.getUint16(entry, isLittle) === 0x0112) {
      const said = view.getUint16(entry + 8, isLittle);
      return said >= 1 && said <= 8 ? said : UPRIGHT;
    }
  return UPRIGHT;
}
