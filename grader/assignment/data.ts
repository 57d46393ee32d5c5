/** The data of experiments: the one kind of file of an assignment that is no text, and stands among the others as base64. */
import { createHash } from 'node:crypto';

export const isData = (path: string): boolean => /^data\/[^/]+\.npz$/.test(path);

export const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

export const hashOf = (base64: string): string => createHash('sha256').update(bytesOf(base64)).digest('hex');
