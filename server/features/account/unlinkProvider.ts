import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

/** Only where a password is left to sign in with. */
export function unlinkProvider(db: Db, userId: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const { passwordHash } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (passwordHash === null)
      throw new ApiError(
        'unacceptable',
        'Your account has no password yet, and you would not come in any more. Have a link to one mailed first.',
      );
    const { count } = await tx.identity.deleteMany({ where: { userId } });
    if (count > 0)
      await recordAudit(tx, { actorId: userId, courseId: null, action: 'unlinkProvider', subject: userId });
  });
}
