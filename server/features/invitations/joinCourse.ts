import type { joinCourse as operation } from '../../../contract/invitations.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import type { User } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { unmailLinks } from '../roster/invite.ts';
import { lockPeople } from '../roster/knownPeople.ts';
import { hashPassword } from '../session/password.ts';
import { findWayIn } from './wayIn.ts';
import type { WayIn } from './wayIn.ts';

type NewAccount = NonNullable<BodyOf<typeof operation>['account']>;

const NO_WAY = new ApiError(
  'not_found',
  'This link works no more: it was used, is too old, or was taken back. Ask your instructor for a new one.',
);

/** Whether the person may come in by this link. @throws ApiError unacceptable */
function requireAddress(way: WayIn, signedIn: SignedIn): void {
  if (way.invitation === null || way.invitation.email === signedIn.email) return;
  throw new ApiError(
    'unacceptable',
    `This invitation is for ${way.invitation.email}, and you are signed in as ${signedIn.email}. Sign out first.`,
  );
}

/** By the link, or because the way in proves by itself that the invitation's address is the person's. */
export async function enrolInvited(tx: Tx, way: WayIn, user: { id: string; email: string }): Promise<void> {
  const { courseId } = way;
  const enrolled = await tx.enrolment.findUnique({
    where: { courseId_userId: { courseId, userId: user.id } },
  });
  if (enrolled && enrolled.leftAt === null) return;
  if (enrolled) {
    const message = 'You were taken out of this course. Ask your instructor to bring you back.';
    throw new ApiError('unacceptable', message);
  }
  // Whoever comes by the link for all and is expected is taken for the one who is expected, as a student.
  const expected =
    way.invitation ??
    (await tx.courseInvitation.findUnique({ where: { courseId_email: { courseId, email: user.email } } }));
  if (way.invitation === null && expected && expected.role !== 'student') {
    const message = `There is an invitation of your own for ${user.email}: use its link, or ask your instructor for it.`;
    throw new ApiError('unacceptable', message);
  }
  const { role = 'student' as const, section = way.section, studentId = '' } = expected ?? {};
  await tx.enrolment.create({
    data: { courseId, userId: user.id, role, section: section === '' ? way.section : section, studentId },
  });
  if (expected) {
    await tx.courseInvitation.delete({ where: { id: expected.id } });
    await unmailLinks(tx, [expected.token]);
  }
  await recordAudit(tx, {
    actorId: user.id,
    courseId,
    action: 'joinCourse',
    subject: user.id,
    details: { email: user.email, role, by: way.invitation ? 'invitation' : 'join link' },
  });
}

async function createAccount(
  tx: Tx,
  account: NewAccount,
  email: string,
  passwordHash: string,
): Promise<User> {
  if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
    throw new ApiError('unacceptable', `There is an account with ${email}: sign in with it to join.`);
  return tx.user.create({ data: { email, name: account.name, passwordHash } });
}

/**
 * Into the course that the link leads to, with the account that is signed in or with a new one.
 *
 * @returns the new account; null where there was one
 */
export async function joinCourse(
  db: Db,
  { token, account, signedIn, now }: BodyOf<typeof operation> & { signedIn: SignedIn | null; now: Date },
): Promise<User | null> {
  const before = await findWayIn(db, token, now);
  if (!before) throw NO_WAY;
  if (signedIn) requireAddress(before, signedIn);
  else if (!account) throw new ApiError('unacceptable', 'Sign in first, or choose a name and a password.');
  const email = before.invitation?.email ?? account?.email;
  if (!signedIn && email === undefined) throw new ApiError('unacceptable', 'Your e-mail address, please.');
  const passwordHash = signedIn || !account ? null : await hashPassword(account.password);
  return db.$transaction(async (tx) => {
    await lockPeople(tx, before.courseId);
    const way = await findWayIn(tx, token, now);
    if (!way) throw NO_WAY;
    if (signedIn) {
      await enrolInvited(tx, way, signedIn);
      return null;
    }
    if (!account || passwordHash === null || email === undefined) throw NO_WAY;
    const user = await createAccount(tx, account, email, passwordHash);
    await enrolInvited(tx, way, user);
    return user;
  });
}
