import type { Tx } from '../../database/prisma.ts';

/**
 * Ends all that whoever made an account, or was in it, may have left behind: password, sessions, tokens, links, the wish for
 * another address and that of the calendar. Its owner comes in by a mailed link, by the provider, or by a link of staff.
 *
 * @returns whether there was a password
 */
export async function endWaysIn(tx: Tx, userId: string): Promise<boolean> {
  // Before the links, as whoever uses one.
  const [before] = await tx.$queryRaw<{ known: boolean }[]>`
    SELECT password_hash IS NOT NULL AS known FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  await tx.emailChange.deleteMany({ where: { userId } });
  await tx.passwordLink.deleteMany({ where: { userId } });
  await tx.calendarLink.updateMany({ where: { userId }, data: { nonce: null, readAt: null } });
  await tx.user.update({
    where: { id: userId },
    data: { passwordHash: null, credentialsVersion: { increment: 1 } },
  });
  return before?.known === true;
}
