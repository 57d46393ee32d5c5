import type { StudentSet, StudentView } from '../../../contract/students.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { DueTime } from '../../middleware/dueTimes.ts';
import { getGradebook } from '../gradebook/getGradebook.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { presentPerson, ROSTER_PERSON } from '../roster/listRoster.ts';
import { requestsOf } from '../requests/listRequests.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { isLate } from '../submissions/present.ts';
import { listNotes } from './notes.ts';
import type { About } from './notes.ts';

/** What of a set is at another time than for everybody, beside the due time. */
function movedIn({ opensAt, acceptedUntil, releasesAt, because }: DueTime): StudentSet['moved'] {
  const moved = [
    { what: 'opens', at: opensAt, override: because.opens },
    { what: 'taken', at: acceptedUntil, override: because.closes ?? because.window },
    { what: 'releases', at: releasesAt, override: because.releases },
  ] as const;
  return moved.flatMap(({ what, at, override }) =>
    override ? [{ what, at: at?.toISOString() ?? null, reason: override.reason }] : [],
  );
}

/**
 * Scores are the gradebook's own, so that the two can never differ. Somebody who has left is here with all their work. Of a set
 * that the reader sees without names there is none here, nor more time, by which a late answer would be known.
 */
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
  const [assignments, gradebook] = await Promise.all([
    db.assignment.findMany({ where: { courseId } }),
    getGradebook(db, courseId, { now, anonymous, userId }),
  ]);
  const ids = assignments.map(({ id }) => id).filter((id) => !anonymous.has(id));
  const [dueTimes, counting, requests, submissions] = await Promise.all([
    loadDueTimes(db, assignments, [userId]),
    countingSubmissions(db, ids, userId),
    requestsOf(db, { userId, assignmentIds: ids }),
    db.submission.findMany({
      where: { group: { assignmentId: { in: ids } }, members: { some: { userId } } },
      orderBy: { number: 'desc' },
      select: {
        id: true,
        number: true,
        submittedAt: true,
        group: { select: { assignmentId: true } },
        members: { select: { user: PERSON_NAME } },
      },
    }),
  ]);
  const cells = gradebook.rows[0]?.cells ?? [];
  const sets = gradebook.assignments.flatMap(({ slug, title, maxScore }): StudentSet[] => {
    const assignment = assignments.find((each) => each.slug === slug);
    const cell = cells.find((each) => each.assignment === slug);
    if (!assignment || !cell) return [];
    const times = anonymous.has(assignment.id) ? dueTimes.ofSet(assignment) : dueTimes.of(assignment, userId);
    const extension = times.because.due;
    return [
      {
        slug,
        title,
        maxScore,
        cell,
        dueAt: times.dueAt.toISOString(),
        moved: movedIn(times),
        extension: extension && { setDueAt: assignment.dueAt.toISOString(), reason: extension.reason },
        submissions: submissions
          .filter(({ group }) => group.assignmentId === assignment.id)
          .map((submission) => ({
            id: submission.id,
            number: submission.number,
            submittedAt: submission.submittedAt.toISOString(),
            late: isLate(submission, times),
            members: peopleOf(submission.members),
            counts: counting.some(({ submissionId }) => submissionId === submission.id),
          })),
      },
    ];
  });
  return { person, sets, requests, notes };
}
