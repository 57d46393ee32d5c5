import type { Account } from '../../../contract/account.ts';
import type { Db } from '../../database/prisma.ts';

/** @param issuer of the provider by which people sign in; null where there is none */
export async function getAccount(
  db: Db,
  { userId, issuer, now }: { userId: string; issuer: string | null; now: Date },
): Promise<Account> {
  const { passwordHash, emailChange, identities } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      passwordHash: true,
      emailChange: true,
      identities: { where: { issuer: issuer ?? '' }, select: { linkedAt: true } },
    },
  });
  const waits = emailChange !== null && emailChange.expiresAt > now;
  return {
    hasPassword: passwordHash !== null,
    emailChange: waits
      ? {
          email: emailChange.email,
          confirmedByOld: emailChange.oldConfirmedAt !== null,
          confirmedByNew: emailChange.newConfirmedAt !== null,
          expiresAt: emailChange.expiresAt.toISOString(),
        }
      : null,
    linkedAt: identities[0]?.linkedAt.toISOString() ?? null,
  };
}
