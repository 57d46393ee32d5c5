import type { Person } from '../../../contract/common.ts';
import type { StudentSet } from '../../../contract/students.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { DueTime } from '../../middleware/dueTimes.ts';
import { getGradebook } from '../gradebook/getGradebook.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { isLate, lateBy } from '../submissions/present.ts';
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

interface Reading {
  now: Date;
  /** Sets whose work the reader sees without names. */
  anonymous: ReadonlySet<string>;
  /** Of one set alone. */
  set?: string;
}

/**
 * A student, in the course or not any more, with their sets. Scores are the gradebook's own, so that the two can never differ. Of a set
 * that the reader sees without names there is none here, nor more time, by which a late answer would be known.
 *
 * @returns no student for somebody who is none of the course
 */
export async function studentSets(
  db: Db,
  { courseId, userId }: About,
  { now, anonymous, set }: Reading,
): Promise<{ student: Person | null; sets: StudentSet[] }> {
  const [assignments, gradebook] = await Promise.all([
    db.assignment.findMany({ where: { courseId, ...(set !== undefined && { slug: set }) } }),
    getGradebook(db, courseId, { now, anonymous, userId, ...(set !== undefined && { set }) }),
  ]);
  const [row] = gradebook.rows;
  if (!row) return { student: null, sets: [] };
  const ids = assignments.map(({ id }) => id).filter((id) => !anonymous.has(id));
  const [dueTimes, counting, submissions] = await Promise.all([
    loadDueTimes(db, assignments, [userId]),
    countingSubmissions(db, ids, userId),
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
  const sets = gradebook.assignments.flatMap(({ slug, title, maxScore }): StudentSet[] => {
    const assignment = assignments.find((each) => each.slug === slug);
    const cell = row.cells.find((each) => each.assignment === slug);
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
            lateBy: lateBy(submission, times),
            members: peopleOf(submission.members),
            counts: counting.some(({ submissionId }) => submissionId === submission.id),
          })),
      },
    ];
  });
  return { student: row.student, sets };
}
