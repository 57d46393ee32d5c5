import type { Roster } from '../../../contract/roster.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { inviteAll } from './invite.ts';
import type { Invitee } from './invite.ts';
import { knownPeople, lockPeople } from './knownPeople.ts';
import { listRoster } from './listRoster.ts';

/** Invites one person. Somebody who has left comes back by `changeEnrolment`. */
export function addPerson(
  db: Db,
  courseId: string,
  { person, actorId, now }: { person: Invitee; actorId: string; now: Date },
): Promise<Roster> {
  return db.$transaction(async (tx) => {
    await lockPeople(tx, courseId);
    const known = await knownPeople(tx, courseId);
    const twin = known.find(({ email }) => email === person.email);
    if (twin) {
      const where = twin.left ? 'was in this course: bring them back instead' : 'is in this course already';
      throw new ApiError('unacceptable', `${person.email} ${where}.`);
    }
    requireOwnStudentId(known, person);
    await inviteAll(tx, [person], { courseId, invitedById: actorId, now });
    await recordAudit(tx, {
      actorId,
      courseId,
      action: 'addPerson',
      subject: person.email,
      details: { ...person },
    });
    return listRoster(tx, courseId);
  });
}

/** @throws ApiError unacceptable when somebody else of the course has the student ID */
export function requireOwnStudentId(
  known: readonly { email: string; studentId: string }[],
  { email, studentId }: { email: string; studentId: string },
): void {
  const owner = known.find((person) => person.studentId === studentId && person.email !== email);
  if (studentId !== '' && owner)
    throw new ApiError('unacceptable', `The student ID ${studentId} is ${owner.email}’s in this course.`);
}
