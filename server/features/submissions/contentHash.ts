import { createHash } from 'node:crypto';

/** SHA-256 of the UTF-8 text, hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A text or an image handed in, under its question's id, its file name or what answers call it. */
export interface Content {
  name: string;
  /** Of the UTF-8 text or of the image's bytes, hexadecimal. */
  sha256: string;
}

/** SHA-256 over the JSON array of `[name, sha256]`; anybody can compute it from the contents. */
export function contentHashOf(contents: readonly Content[]): string {
  return sha256(JSON.stringify(contents.map(({ name, sha256 }) => [name, sha256])));
}
