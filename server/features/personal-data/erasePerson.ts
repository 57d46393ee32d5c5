import { randomBytes } from 'node:crypto';
import { Prisma, type User } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { leaveGroups } from '../groups/putApart.ts';
import type { LeftGroups } from '../groups/putApart.ts';
import { LONG_TRANSACTION } from '../policies/effects.ts';
import { ACTIVE } from '../roster/active.ts';
import { lockPeople } from '../roster/knownPeople.ts';

/**
 * Who it was is gone: name, address, ways in, student IDs, notes, notices and mails. What they handed in stays, since it is
 * their group's, too, and so do the grades and what was said about it; what they said about others' answers is part of these.
 * All of it is under another name, in what others were told and in the log of acts, too (ADR 69). They are in no course any more,
 * which the database sees to (ADR 115).
 *
 * @returns who that is, what they are called now, and the groups that they have left
 */
export function erasePerson(
  db: Db,
  { email, confirmation, actorId, now }: { email: string; confirmation: string; actorId: string; now: Date },
): Promise<{ userId: string; name: string; groups: LeftGroups }> {
  if (confirmation.trim().toLowerCase() !== email)
    throw new ApiError('unacceptable', `Nothing was deleted. Type the address once more: ${email}`);
  return db.$transaction(async (tx) => {
    const user = await holdPerson(tx, email);
    if (user.isAdministrator)
      throw new ApiError('unacceptable', `${user.name} is an administrator: nothing was deleted.`);
    const where = { userId: user.id };
    await requireOtherInstructors(tx, user.id);
    await tx.$executeRaw`SELECT delete_course(c.id) FROM courses c WHERE c.tried_by_id = ${user.id}::uuid`;
    const groups: LeftGroups = [];
    const enrolments = await tx.enrolment.findMany({
      where: { ...where, role: 'student', ...ACTIVE, course: { archivedAt: null } },
      select: { course: true },
      orderBy: { courseId: 'asc' },
    });
    for (const { course } of enrolments)
      groups.push(...(await leaveGroups(tx, course, { userIds: [user.id], now })));
    const mark = randomBytes(4).toString('hex');
    const name = `Deleted person ${mark}`;
    // While it can still be found who it was.
    await tx.$executeRaw`SELECT forget_person(${user.id}::uuid, ${name})`;
    for (const remove of [
      tx.identity.deleteMany({ where }),
      tx.personalToken.deleteMany({ where }),
      tx.emailChange.deleteMany({ where }),
      tx.passwordLink.deleteMany({ where }),
      tx.personNote.deleteMany({ where }),
      tx.notification.deleteMany({ where }),
      tx.noticeChoice.deleteMany({ where }),
      tx.calendarLink.deleteMany({ where }),
      tx.mail.deleteMany({ where }),
      tx.enrolment.updateMany({ where, data: { studentId: '' } }),
    ])
      await remove;
    await tx.user.update({
      where: { id: user.id },
      data: {
        name,
        email: `deleted-${mark}@stepwise.invalid`,
        passwordHash: null,
        emailConfirmedAt: null,
        erasedAt: now,
        keys: Prisma.DbNull,
        credentialsVersion: { increment: 1 },
      },
    });
    await recordAudit(tx, {
      actorId,
      courseId: null,
      action: 'erasePerson',
      subject: user.id,
      details: { name },
    });
    return { userId: user.id, name, groups };
  }, LONG_TRANSACTION);
}

/**
 * The account, and before it the courses that it is in, as everybody takes them who changes a course’s people: of two who erase the
 * two instructors of a course, the second finds that one is left.
 */
async function holdPerson(tx: Tx, email: string): Promise<User> {
  const active = await tx.enrolment.findMany({
    where: { user: { email, erasedAt: null }, ...ACTIVE },
    select: { courseId: true },
    orderBy: { courseId: 'asc' },
  });
  for (const { courseId } of active) await lockPeople(tx, courseId);
  await tx.$queryRaw`SELECT 1 FROM users WHERE email = ${email} FOR NO KEY UPDATE`;
  const user = await tx.user.findUnique({ where: { email, erasedAt: null } });
  if (!user) throw new ApiError('not_found', `There is no account with ${email}.`);
  return user;
}

async function requireOtherInstructors(tx: Tx, userId: string): Promise<void> {
  const alone = await tx.course.findFirst({
    where: {
      archivedAt: null,
      enrolments: {
        some: { userId, role: 'instructor', ...ACTIVE },
        none: { userId: { not: userId }, role: 'instructor', ...ACTIVE },
      },
    },
  });
  if (alone)
    throw new ApiError(
      'unacceptable',
      `${alone.code}, ${alone.term} would have no instructor: make somebody else one first, or archive it. Nothing was deleted.`,
    );
}
