import type { StudentView } from '../../../contract/students.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { presentPerson, ROSTER_PERSON } from '../roster/listRoster.ts';
import { requestsOf } from '../requests/listRequests.ts';
import { listNotes } from './notes.ts';
import type { About } from './notes.ts';
import { studentSets } from './studentSets.ts';

/** Somebody who has left is here with all their work. */
export async function getStudent(
  db: Db,
  about: About,
  { now, anonymous }: { now: Date; anonymous: ReadonlySet<string> },
): Promise<StudentView> {
  const { courseId, userId } = about;
  const enrolment = await db.enrolment.findUnique({
    where: { courseId_userId: about },
    select: ROSTER_PERSON,
  });
  if (!enrolment) throw new ApiError('not_found', 'This person is not in the course.');
  const person = presentPerson(enrolment);
  const notes = await listNotes(db, about);
  if (person.role !== 'student') return { person, sets: [], requests: [], notes };
  const [{ sets }, requests] = await Promise.all([
    studentSets(db, about, { now, anonymous }),
    requestsOf(db, { courseId, userId, anonymous }),
  ]);
  return { person, sets, requests, notes };
}
