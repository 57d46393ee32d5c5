import type { Db } from '../../../database/prisma.ts';

/** A student as the files of other systems name one. */
export interface ExportedPerson {
  name: string;
  firstName: string;
  lastName: string;
  email: string;
  /** Of the university; empty where it is not known. */
  studentId: string;
  section: string;
}

/** People have one name here; the last word is taken for the family name, as other systems' importers do. */
export function namesOf(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  const lastName = words.length > 1 ? words.at(-1)! : '';
  return { firstName: words.slice(0, words.length > 1 ? -1 : undefined).join(' '), lastName };
}

/** Of all students who are in the course or were, by id. */
export async function exportedPeople(db: Db, courseId: string): Promise<Map<string, ExportedPerson>> {
  const rows = await db.enrolment.findMany({
    where: { courseId, role: 'student' },
    select: { userId: true, studentId: true, section: true, user: { select: { name: true, email: true } } },
  });
  return new Map(
    rows.map(({ userId, studentId, section, user }) => [
      userId,
      { ...user, ...namesOf(user.name), studentId: studentId ?? '', section: section ?? '' },
    ]),
  );
}
