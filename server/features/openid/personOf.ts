import type { User } from '../../../prisma/generated/client.ts';
import type { SignInProblem } from '../../../contract/account.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { enrolInvited } from '../invitations/joinCourse.ts';
import { endWaysIn } from '../session/endWaysIn.ts';
import type { Claims } from './provider.ts';

/** `taken`: from whoever was in the account before. */
type Found = { user: User; taken: boolean } | { problem: SignInProblem };

/**
 * The account of whom the provider speaks: the one that is linked; or the one of the address, if the provider has verified
 * it; or a new one, for somebody whom a course expects by that address.
 */
export function personOf(db: Db, claims: Claims, now: Date): Promise<Found> {
  const { issuer, subject } = claims;
  return db.$transaction(async (tx): Promise<Found> => {
    const identity = await tx.identity.findUnique({
      where: { issuer_subject: { issuer, subject } },
      include: { user: true },
    });
    if (identity) return { user: identity.user, taken: false };
    const { email } = claims;
    if (email === null) return { problem: 'unverified' };
    // Of two browsers of one person that come at once, the second finds what the first has made.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`openid ${email}`}, 0))`;
    const known = await tx.user.findUnique({ where: { email } });
    const user = known ? await take(tx, known, now) : await createExpected(tx, { ...claims, email }, now);
    if (!user) return { problem: 'unknown' };
    const taken = known !== null && known.emailConfirmedAt === null;
    const other = await tx.identity.findFirst({ where: { userId: user.id, issuer } });
    if (other?.subject === subject) return { user, taken };
    // Addresses are given to others in time: an account that is somebody's stays theirs.
    if (other) return { problem: 'other_person' };
    await tx.identity.create({ data: { issuer, subject, userId: user.id, linkedAt: now } });
    await recordAudit(tx, {
      actorId: user.id,
      courseId: null,
      action: 'linkProvider',
      subject: user.id,
      details: { email, issuer },
    });
    return { user, taken };
  });
}

/**
 * Anybody can have made an account of an address that nobody has confirmed. Its owner has come now: the password that the
 * other one knows works no more, nor does any session.
 */
async function take(tx: Tx, user: User, now: Date): Promise<User> {
  if (user.emailConfirmedAt) return user;
  await endWaysIn(tx, user.id);
  return tx.user.update({ where: { id: user.id }, data: { emailConfirmedAt: now } });
}

async function createExpected(
  tx: Tx,
  { email, name }: Claims & { email: string },
  now: Date,
): Promise<User | null> {
  const invitations = await tx.courseInvitation.findMany({
    where: { email, expiresAt: { gt: now }, course: { archivedAt: null } },
    include: { course: true },
    orderBy: { courseId: 'asc' },
  });
  const [first] = invitations;
  if (!first) return null;
  const user = await tx.user.create({
    data: { email, name: name ?? first.name, passwordHash: null, emailConfirmedAt: now },
  });
  for (const { course, ...invitation } of invitations)
    await enrolInvited(tx, { courseId: course.id, course, invitation, section: '' }, user);
  return user;
}
