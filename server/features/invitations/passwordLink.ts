/** The way back into an account while no mail is sent: a link that works once, for a day. */
import { createHash } from 'node:crypto';
import type { User } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { newToken } from '../roster/invite.ts';
import { hashPassword } from '../session/password.ts';

const OPEN_MS = 24 * 3_600_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface NewPasswordLink {
  token: string;
  name: string;
  email: string;
  expiresAt: string;
}

async function makeLink(tx: Tx, user: User, now: Date): Promise<NewPasswordLink> {
  const token = newToken();
  const data = { tokenHash: hashOf(token), expiresAt: new Date(now.getTime() + OPEN_MS) };
  const where = { userId: user.id };
  await tx.passwordLink.upsert({ where, create: { ...where, ...data }, update: data });
  return { token, name: user.name, email: user.email, expiresAt: data.expiresAt.toISOString() };
}

/**
 * For a person of an instructor's course. Whoever has the link is that person from then on, so that it is made for those
 * only over whom the instructor has all rights that there are: no administrator, no instructor, nobody who is, or was, in
 * a course of others.
 */
export function createPasswordLink(
  db: Db,
  courseId: string,
  { userId, actorId, now }: { userId: string; actorId: string; now: Date },
): Promise<NewPasswordLink> {
  return db.$transaction(async (tx) => {
    const enrolment = await tx.enrolment.findUnique({
      where: { courseId_userId: { courseId, userId } },
      include: { user: { include: { enrolments: true } } },
    });
    if (!enrolment) throw new ApiError('not_found', 'This person is not in the course.');
    const { enrolments, ...user } = enrolment.user;
    const mine = await tx.enrolment.findMany({
      where: { userId: actorId, role: 'instructor', leftAt: null },
      select: { courseId: true },
    });
    const isMine = (id: string) => mine.some((each) => each.courseId === id);
    const out = enrolments.some((each) => each.role === 'instructor' || !isMine(each.courseId));
    if (user.isAdministrator || out) {
      throw new ApiError(
        'unacceptable',
        `${user.name} has rights beyond your courses: an administrator of this installation makes the link.`,
      );
    }
    await recordAudit(tx, { actorId, courseId, action: 'createPasswordLink', subject: userId });
    return makeLink(tx, user, now);
  });
}

/** @param actorId null at the command line, where whoever reaches the database may do it */
export function createAnyPasswordLink(
  db: Db,
  { email, actorId, now }: { email: string; actorId: string | null; now: Date },
): Promise<NewPasswordLink> {
  return db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email } });
    if (!user) throw new ApiError('not_found', `There is no account with ${email}.`);
    await recordAudit(tx, { actorId, courseId: null, action: 'createAnyPasswordLink', subject: user.id });
    return makeLink(tx, user, now);
  });
}

/** Whose password the link changes; null when it works no more. */
export async function findPasswordLink(db: Db | Tx, token: string, now: Date): Promise<User | null> {
  const row = await db.passwordLink.findUnique({
    where: { tokenHash: hashOf(token) },
    include: { user: true },
  });
  return row && row.expiresAt > now ? row.user : null;
}

/** Of several who use the link at once, one does. Every session of the person ends. */
export async function setPassword(
  db: Db,
  { token, password, now }: { token: string; password: string; now: Date },
): Promise<User> {
  const used = new ApiError(
    'unacceptable',
    'This link works no more: it was used, or is older than a day. Ask for a new one.',
  );
  // Before the costly hash, so that whoever has no link costs nothing.
  if (!(await findPasswordLink(db, token, now))) throw used;
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const owner = await findPasswordLink(tx, token, now);
    const gone = owner && (await tx.passwordLink.deleteMany({ where: { tokenHash: hashOf(token) } }));
    if (!owner || gone?.count !== 1) throw used;
    await recordAudit(tx, { actorId: owner.id, courseId: null, action: 'setPassword', subject: owner.id });
    return tx.user.update({
      where: { id: owner.id },
      data: { passwordHash, credentialsVersion: { increment: 1 } },
    });
  });
}
