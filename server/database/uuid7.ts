import { randomBytes } from 'node:crypto';

/** An id that sorts by time (RFC 9562), as Prisma makes them: for rows that a statement of our own inserts. */
export function uuid7(): string {
  const bytes = randomBytes(16);
  // Where the clock is set back ids sort as it says: nothing that matters is ordered by them.
  // eslint-disable-next-line no-restricted-properties
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
