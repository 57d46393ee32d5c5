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
