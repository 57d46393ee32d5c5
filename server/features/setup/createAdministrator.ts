import type { BodyOf } from '../../../contract/operation.ts';
import type { createAdministrator as operation } from '../../../contract/setup.ts';
import type { User } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { hashPassword } from '../session/password.ts';
import { isOpenFor } from './setupLink.ts';

/** The account of the first administrator; of several who use the link at once, one gets it. */
export async function createAdministrator(
  db: Db,
  { token, name, email, password, now }: BodyOf<typeof operation> & { now: Date },
): Promise<User> {
  const refusal = new ApiError(
    'unacceptable',
    'This link has been used, or is older than a day. Start Stepwise again: it prints a new one while there is no administrator.',
  );
  const row = await db.installation.findUnique({ where: { only: true } });
  // Before the costly hash, so that whoever has no link costs nothing.
  if (!isOpenFor(token, row, now)) throw refusal;
  if (await db.user.findUnique({ where: { email } }))
    throw new ApiError('unacceptable', `There is an account with ${email} already: take another address.`);
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const used = await tx.installation.updateMany({
      where: { setupHash: row?.setupHash ?? '', setupExpiresAt: { gt: now } },
      data: { setupHash: null, setupExpiresAt: null },
    });
    if (used.count === 0) throw refusal;
    const user = await tx.user.create({ data: { email, name, passwordHash, isAdministrator: true } });
    await recordAudit(tx, {
      actorId: user.id,
      courseId: null,
      action: 'createAdministrator',
      subject: user.id,
      details: { email },
    });
    return user;
  });
}
