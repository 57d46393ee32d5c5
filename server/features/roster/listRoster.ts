import type { Invited, Roster, RosterPerson } from '../../../contract/roster.ts';
import type { CourseInvitation, Enrolment } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';

const ORDER = ['instructor', 'ta', 'observer', 'student'];

export const ROSTER_PERSON = {
  role: true,
  section: true,
  studentId: true,
  leftAt: true,
  user: { select: { id: true, name: true, email: true, erasedAt: true } },
} as const;

export function presentPerson({
  user: { erasedAt, ...user },
  leftAt,
  ...inCourse
}: Pick<Enrolment, 'role' | 'section' | 'studentId' | 'leftAt'> & {
  user: { id: string; name: string; email: string; erasedAt: Date | null };
}): RosterPerson {
  return { ...user, ...inCourse, leftAt: leftAt?.toISOString() ?? null, erased: erasedAt !== null };
}

export function presentInvited({ invitedAt, expiresAt, ...invitation }: CourseInvitation): Invited {
  return { ...invitation, invitedAt: invitedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** Instructors, TAs, observers, students, each by name; and who is expected. */
export async function listRoster(db: Db | Tx, courseId: string): Promise<Roster> {
  const people = await db.enrolment.findMany({
    where: { courseId },
    select: ROSTER_PERSON,
    orderBy: { user: { name: 'asc' } },
  });
  const invited = await db.courseInvitation.findMany({ where: { courseId }, orderBy: { name: 'asc' } });
  return {
    people: people
      .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
      .map((person) => presentPerson(person)),
    invited: invited.map(presentInvited),
  };
}
