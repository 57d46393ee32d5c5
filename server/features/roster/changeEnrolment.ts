import type { RosterPerson } from '../../../contract/roster.ts';
import type { changeEnrolment as operation } from '../../../contract/roster.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { notify } from '../notifications/notify.ts';
import { removedWords } from '../notifications/words.ts';
import { ACTIVE } from './active.ts';
import { requireOwnStudentId } from './addPerson.ts';
import { knownPeople, lockPeople } from './knownPeople.ts';
import { presentPerson, ROSTER_PERSON } from './listRoster.ts';

/** Role, section, student ID, and whether somebody is in the course. A course keeps an instructor. */
export async function changeEnrolment(
  db: Db,
  news: WorkNews,
  courseId: string,
  {
    userId,
    change,
    actorId,
    now,
  }: {
    userId: string;
    change: BodyOf<typeof operation>;
    actorId: string;
    now: Date;
  },
): Promise<RosterPerson> {
  const where = { courseId_userId: { courseId, userId } };
  const changed = await db.$transaction(async (tx) => {
    await lockPeople(tx, courseId);
    const before = await tx.enrolment.findUnique({ where, select: ROSTER_PERSON });
    if (!before) throw new ApiError('not_found', 'This person is not in the course.');
    const { active = before.leftAt === null, ...values } = change;
    const leftAt = active ? null : (before.leftAt ?? now);
    const role = values.role ?? before.role;
    if (before.role === 'instructor' && before.leftAt === null && (role !== 'instructor' || !active)) {
      const others = { courseId, role: 'instructor', userId: { not: userId }, ...ACTIVE } as const;
      if ((await tx.enrolment.count({ where: others })) === 0)
        throw new ApiError('unacceptable', 'A course needs an instructor: make somebody else one first.');
    }
    const studentId = values.studentId ?? before.studentId;
    requireOwnStudentId(await knownPeople(tx, courseId), { email: before.user.email, studentId });
    const after = await tx.enrolment.update({
      where,
      data: { ...values, leftAt },
      select: ROSTER_PERSON,
    });
    const facts = ({ user: _, leftAt: left, ...rest }: typeof after) => ({ ...rest, active: left === null });
    await recordAudit(tx, {
      actorId,
      courseId,
      action: 'changeEnrolment',
      subject: userId,
      details: { before: facts(before), after: facts(after) },
    });
    if (before.leftAt === null && after.leftAt !== null) {
      const course = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
      const key = `${courseId} ${now.toISOString()}`;
      const words = removedWords(course);
      await notify(tx, { kind: 'removed', courseId, userIds: [userId], key, words, now, alsoLeft: true });
    }
    return after;
  });
  // Open pages ask again what they may.
  news.tell({ kind: 'signedOut', person: userId });
  return presentPerson(changed);
}
