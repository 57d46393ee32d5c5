import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db } from '../../database/prisma.ts';

const OPEN_MS = 24 * 3_600_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Opens the way in for the first administrator; a link from before is worth nothing from now on.
 *
 * @returns the token of the link; null when there is an administrator
 */
export async function openSetup(db: Db, now: Date): Promise<string | null> {
  if (await db.user.findFirst({ where: { isAdministrator: true }, select: { id: true } })) return null;
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + OPEN_MS);
  // One statement, since servers may start side by side: Prisma's own upsert looks first and then inserts.
  await db.$executeRaw`
    INSERT INTO installation ("setup_hash", "setup_expires_at") VALUES (${hashOf(token)}, ${expiresAt})
    ON CONFLICT ("only") DO UPDATE SET "setup_hash" = EXCLUDED."setup_hash", "setup_expires_at" = EXCLUDED."setup_expires_at"`;
  return token;
}

/** Whether the row of `installation` waits for this token. */
export function isOpenFor(
  token: string,
  row: { setupHash: string | null; setupExpiresAt: Date | null } | null,
  now: Date,
): boolean {
  if (!row?.setupHash || !row.setupExpiresAt || row.setupExpiresAt <= now) return false;
  return timingSafeEqual(Buffer.from(hashOf(token), 'hex'), Buffer.from(row.setupHash, 'hex'));
}
