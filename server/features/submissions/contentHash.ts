import { createHash } from 'node:crypto';

/** SHA-256 of the UTF-8 text, hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A text handed in, under its question's id or its file name. */
export interface Content {
  name: string;
  text: string;
}

/** SHA-256 over the JSON array of `[name, sha256]`; anybody can compute it from the files. */
export function contentHashOf(contents: readonly Content[]): string {
  return sha256(JSON.stringify(contents.map(({ name, text }) => [name, sha256(text)])));
}
