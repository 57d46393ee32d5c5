import { randomUUID } from 'node:crypto';

/** An id that sorts by time (RFC 9562), as Prisma makes them: for rows that a statement of our own inserts. */
export function uuid7(): string {
  // Where the clock is set back ids sort as it says: nothing that matters is ordered by them.
  // eslint-disable-next-line no-restricted-properties
  const time = Date.now().toString(16).padStart(12, '0');
  // Node has chance in store for these; the variant is the same.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
