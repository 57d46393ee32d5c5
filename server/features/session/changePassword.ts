import type { Request, Response } from 'express';
import type { BodyOf } from '../../../contract/operation.ts';
import type { changePassword as operation } from '../../../contract/session.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import type { Devices } from './devices.ts';
import { hashPassword } from './password.ts';
import { checkPassword, startSession } from './signIn.ts';

/** Every session of the person ends but this browser's, which gets a new one. */
export async function changePassword(
  db: Db,
  devices: Devices,
  { request, response, user: { id } }: { request: Request; response: Response; user: SignedIn },
  { currentPassword, newPassword, now }: BodyOf<typeof operation> & { now: Date },
): Promise<SignedIn> {
  const user = await db.user.findUniqueOrThrow({ where: { id } });
  const wrong = new ApiError(
    'wrong_credentials',
    'The current password is another one. Nothing was changed.',
  );
  const account = { user, email: user.email };
  if (!(await checkPassword(db, devices, request, account, { password: currentPassword, now }))) throw wrong;
  const passwordHash = await hashPassword(newPassword);
  const changed = await db.$transaction(async (tx) => {
    // Of two who change it at once from the same password, the second is told that it is another one now.
    const [row] = await tx.user.updateManyAndReturn({
      where: { id, passwordHash: user.passwordHash },
      data: { passwordHash, credentialsVersion: { increment: 1 } },
    });
    if (row) await recordAudit(tx, { actorId: id, courseId: null, action: 'changePassword', subject: id });
    return row;
  });
  if (!changed) throw wrong;
  return startSession(devices, request, response, changed);
}
