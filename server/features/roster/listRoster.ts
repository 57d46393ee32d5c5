import type { Enrolment, User } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';

const ORDER = ['instructor', 'ta', 'student'];

/** Instructors, TAs, students, each by name. */
export async function listRoster(
  db: Db,
  courseId: string,
): Promise<(Pick<Enrolment, 'role'> & { user: Pick<User, 'id' | 'name' | 'email'> })[]> {
  const people = await db.enrolment.findMany({
    where: { courseId },
    select: { role: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { name: 'asc' } },
  });
  return people.sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}
