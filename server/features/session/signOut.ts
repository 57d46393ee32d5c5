import type { Request, Response } from 'express';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { SESSION_COOKIE } from '../../middleware/session.ts';

/** Ends the session and stores none in its place. */
export async function signOut(request: Request, response: Response): Promise<void> {
  if (!request.user) return;
  await new Promise<void>((resolve, reject) => {
    request.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
  });
  delete request.user;
  response.clearCookie(SESSION_COOKIE);
}

/** Every session of the person ends, wherever it is: each holds the number of credentials that it began with. They have ended where that number is another one by now. */
export async function endAllSessions(db: Db, userId: string, credentials: number | null): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, ...(credentials !== null && { credentialsVersion: credentials }) },
      data: { credentialsVersion: { increment: 1 } },
    });
    if (count === 0) return;
    await recordAudit(tx, { actorId: userId, courseId: null, action: 'signOutEverywhere', subject: userId });
  });
}
