import type { Db, Tx } from '../../database/prisma.ts';
import { holdCourse } from '../policies/effects.ts';
import type { KnownPerson } from './planImport.ts';

/**
 * Whoever changes a course's people takes this first, so that what was planned for them is what they are. Rows that name the
 * course are written meanwhile: who writes them may hold a set that is waited for.
 */
export async function lockPeople(tx: Tx, courseId: string): Promise<void> {
  await holdCourse(tx, courseId);
}

/** Everybody of a course, invited and former people included, in a fixed order. */
export async function knownPeople(db: Db | Tx, courseId: string): Promise<KnownPerson[]> {
  const enrolled = await db.enrolment.findMany({
    where: { courseId },
    select: {
      role: true,
      section: true,
      studentId: true,
      leftAt: true,
      userId: true,
      user: { select: { name: true, email: true, erasedAt: true } },
    },
  });
  const invited = await db.courseInvitation.findMany({ where: { courseId } });
  const people = [
    ...enrolled.map(({ user: { erasedAt, ...user }, leftAt, ...rest }) => ({
      ...rest,
      ...user,
      left: leftAt !== null,
      erased: erasedAt !== null,
    })),
    ...invited.map(({ name, email, role, section, studentId }) => ({
      userId: null,
      name,
      email,
      role,
      section,
      studentId,
      left: false,
      erased: false,
    })),
  ];
  return people.sort((a, b) => (a.email < b.email ? -1 : 1));
}
