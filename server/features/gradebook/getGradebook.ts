import type { Gradebook, GradebookCell } from '../../../contract/gradebook.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import { keptScores } from '../grading/keptScores.ts';
import type { KeptScore } from '../grading/keptScores.ts';
import { maxScoreOf } from '../grading/scores.ts';
import { hasCode } from '../assignments/present.ts';
import { stateOf } from '../assignments/whyClosed.ts';
import { isLate } from '../submissions/present.ts';
import { ACTIVE } from '../roster/active.ts';

/** @param dueAt for the student */
function cellOf(
  { slug, gradesReleasedAt, hiddenAt }: Assignment,
  kept: KeptScore | undefined,
  dueAt: Date,
  now: Date,
): GradebookCell {
  if (!kept) {
    // Nobody can hand in what was taken back.
    const status = now > dueAt && !hiddenAt ? 'missing' : 'not_submitted';
    return { assignment: slug, status, score: null, submissionId: null, late: false };
  }
  const { state, score, submissionId, submittedAt } = kept;
  const status = state === 'graded' && gradesReleasedAt ? 'released' : state;
  return { assignment: slug, status, score, submissionId, late: isLate({ submittedAt }, { dueAt }) };
}

/**
 * Students × assignments; of each student the submission that counts.
 *
 * @param userId of one student alone, in the course or not any more
 */
export async function getGradebook(db: Db, courseId: string, now: Date, userId?: string): Promise<Gradebook> {
  const assignments = await db.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  const ids = assignments.map(({ id }) => id);
  const [students, kept, dueTimes] = await Promise.all([
    db.enrolment.findMany({
      where: { courseId, role: 'student', ...(userId === undefined ? ACTIVE : { userId }) },
      select: { user: { select: { id: true, name: true, email: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
    keptScores(db, ids, userId),
    loadDueTimes(db, assignments),
  ]);
  const cellsOf = (userId: string): GradebookCell[] => {
    const scores = new Map(kept.get(userId)?.map((each) => [each.assignmentId, each]));
    return assignments.map((assignment) =>
      cellOf(assignment, scores.get(assignment.id), dueTimes.of(assignment, userId).dueAt, now),
    );
  };
  return {
    assignments: assignments.flatMap(({ versions: [latest], slug, dueAt, gradesReleasedAt, ...closing }) => {
      if (!latest) return [];
      const { definition } = readVersion(latest);
      return [
        {
          slug,
          title: definition.title,
          maxScore: maxScoreOf(definition),
          dueAt: dueAt.toISOString(),
          gradesReleasedAt: gradesReleasedAt?.toISOString() ?? null,
          state: stateOf(closing),
          hasCode: hasCode(definition),
        },
      ];
    }),
    rows: students.map(({ user }) => ({ student: user, cells: cellsOf(user.id) })),
  };
}
