/** Acts that are done once by a key of their sender's: see `ONCE` in contract/operation.ts. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { KEY_HEADER } from '../../contract/operation.ts';
import { uuid7 } from '../database/uuid7.ts';
import { ApiError } from '../errors.ts';

/** Of a UUID that is made of other things (RFC 9562). */
const VERSION = 0x80;
const VARIANT = 0x80;

/**
 * The id under which the log keeps an act: made of its key, its sender and all that was sent. So a key means nothing by
 * itself: another person's, or one that was used for something else, makes another act, and tells nobody of the first.
 *
 * Without a key, as pages and scripts from before there were keys send it, it is an act of its own each time.
 *
 * @throws ApiError invalid_request for a key that is no UUID
 */
export function actOf(
  sent: { operation: string; userId: string; params: unknown; query: unknown; body: unknown },
  header: string | undefined,
): string {
  if (header === undefined) return uuid7();
  const key = z.uuid().safeParse(header);
  if (!key.success)
    throw new ApiError(
      'invalid_request',
      `The header ${KEY_HEADER} has to be a UUID: a new one for each act, and the same one where it is sent again. Nothing was changed.`,
    );
  const bytes = createHash('sha256')
    .update(JSON.stringify([key.data.toLowerCase(), sent]))
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | VERSION;
  bytes[8] = (bytes[8]! & 0x3f) | VARIANT;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
