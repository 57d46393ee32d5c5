import type { Response } from 'express';
import type { MediaType } from '../../../contract/images.ts';

/**
 * What an image may do when it is opened by itself: nothing. A PDF is not sandboxed, because Safari and Firefox then
 * show no PDF at all; browsers' viewers give it no access to this origin.
 */
const POLICIES: Record<MediaType, string> = {
  'image/png': "sandbox; default-src 'none'",
  'image/jpeg': "sandbox; default-src 'none'",
  'image/svg+xml': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  'application/pdf':
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/**
 * Says what the bytes in the answer are, by the type they were found to have, and that they never change: a browser
 * keeps them, for the session that fetched them and no other.
 */
export function describeImage(
  response: Response,
  { name, mediaType }: { name: string; mediaType: MediaType },
): void {
  // Express escapes the name; an image is shown rather than saved.
  response.attachment(name.replace(/^.*\//, ''));
  response.vary('Cookie');
  response.set({
    'Content-Disposition': response.get('Content-Disposition')!.replace(/^attachment/, 'inline'),
    'Content-Type': mediaType,
    'Content-Security-Policy': POLICIES[mediaType],
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=31536000, immutable',
  });
}
