/**
 * The files of an assignment that are no text, and stand among the others as base64: the data of experiments, and the images that
 * its own texts show.
 */
import { createHash } from 'node:crypto';

export const isData = (path: string): boolean => /^data\/[^/]+\.npz$/.test(path);

/** Whether a file is an image that texts may show; what else ends so is in the wrong folder. */
export const isImage = (path: string): boolean => /^images\/[^/]+\.(?:png|jpe?g)$/i.test(path);

/** Whether a file is kept as base64. */
export const isBytes = (path: string): boolean => isData(path) || isImage(path);

export const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

export const hashOf = (base64: string): string => createHash('sha256').update(bytesOf(base64)).digest('hex');

/** What bytes are, whatever their name ends in; null for no image that texts may show. */
export function mediaTypeOf(bytes: Uint8Array): 'image/png' | 'image/jpeg' | null {
  const begins = (...start: number[]) => start.every((byte, place) => bytes[place] === byte);
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return begins(0xff, 0xd8, 0xff) ? 'image/jpeg' : null;
}
