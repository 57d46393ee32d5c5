/** A person's own tokens. Only their SHA-256 is kept: whoever reads the database can use none of them. */
import { randomBytes } from 'node:crypto';
import { TOKEN_PREFIX } from '../../../contract/tokens.ts';
import type { makeToken as making, Token, TokenScope } from '../../../contract/tokens.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import type { PersonalToken } from '../../../prisma/generated/client.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { hashOfToken } from '../../middleware/bearer.ts';

/** Of one person: more cannot be told apart. */
const MOST_TOKENS = 20;
const DAY_MS = 86_400_000;

export const presentToken = (row: PersonalToken): Token => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes as TokenScope[],
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  usedAt: row.usedAt?.toISOString() ?? null,
});

/** Those that a change of the password has ended are no more. */
export async function listTokens(db: Db, userId: string): Promise<Token[]> {
  const { credentialsVersion } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const rows = await db.personalToken.findMany({
    where: { userId, credentialsVersion },
    orderBy: { id: 'desc' },
  });
  return rows.map(presentToken);
}

/**
 * @returns the token itself, which is nowhere else
 * @throws ApiError unacceptable where the same act has made one already: nobody can be shown that again
 */
export function makeToken(
  db: Db,
  userId: string,
  { name, scopes, days, act, now }: BodyOf<typeof making> & { act: string; now: Date },
): Promise<string> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    if (await doneBefore(tx, act))
      throw new ApiError(
        'unacceptable',
        `The token ${name} was made, and what it is was shown once. If you did not see it, revoke it and make another one.`,
      );
    const { credentialsVersion } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    // Those that have ended are of no more use to anybody.
    await tx.personalToken.deleteMany({
      where: {
        userId,
        OR: [{ credentialsVersion: { not: credentialsVersion } }, { expiresAt: { lte: now } }],
      },
    });
    if ((await tx.personalToken.count({ where: { userId } })) >= MOST_TOKENS)
      throw new ApiError('unacceptable', `You have ${MOST_TOKENS} tokens: revoke one that you do not use.`);
    const token = TOKEN_PREFIX + randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const { id } = await tx.personalToken.create({
      data: {
        userId,
        name,
        scopes: [...new Set(scopes)],
        tokenHash: hashOfToken(token),
        credentialsVersion,
        createdAt: now,
        expiresAt,
      },
    });
    await recordAudit(tx, {
      act,
      actorId: userId,
      courseId: null,
      action: 'makeToken',
      subject: id,
      details: { name, scopes, expiresAt: expiresAt.toISOString() },
    });
    return token;
  });
}

export function revokeToken(db: Db, userId: string, id: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const [row] = await tx.personalToken.findMany({ where: { id, userId }, select: { name: true } });
    if (!row) throw new ApiError('not_found', 'You have no such token: it may have been revoked already.');
    // Of two who revoke it at once one does.
    if ((await tx.personalToken.deleteMany({ where: { id, userId } })).count === 0) return;
    await recordAudit(tx, {
      actorId: userId,
      courseId: null,
      action: 'revokeToken',
      subject: id,
      details: { name: row.name },
    });
  });
}
