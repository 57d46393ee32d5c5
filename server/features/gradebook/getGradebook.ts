import type { Gradebook, GradebookCell } from '../../../contract/gradebook.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import { countingScores } from '../grading/countingScores.ts';
import { maxScoreOf, totalOf } from '../grading/scores.ts';
import type { QuestionScore } from '../grading/scores.ts';
import { hasCode } from '../assignments/present.ts';
import { stateOf } from '../assignments/whyClosed.ts';
import { isLate } from '../submissions/present.ts';
import { ACTIVE } from '../roster/active.ts';

function statusOf(scores: readonly QuestionScore[], released: boolean): GradebookCell['status'] {
  for (const state of ['grading', 'grading_failed', 'ungraded'] as const) {
    if (scores.some((score) => score.state === state)) return state;
  }
  return released ? 'released' : 'graded';
}

function emptyCell({ slug, hiddenAt }: Assignment, dueAt: Date, now: Date): GradebookCell {
  // Nobody can hand in what was taken back.
  const status = now > dueAt && !hiddenAt ? 'missing' : 'not_submitted';
  return { assignment: slug, status, score: null, submissionId: null, late: false };
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
  const [students, submissions, dueTimes] = await Promise.all([
    db.enrolment.findMany({
      where: { courseId, role: 'student', ...(userId === undefined ? ACTIVE : { userId }) },
      select: { user: { select: { id: true, name: true, email: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
    countingScores(db, ids, userId === undefined ? {} : { userId }),
    loadDueTimes(db, assignments),
  ]);
  const cells = new Map<string, GradebookCell>();
  for (const submission of submissions) {
    const assignment = assignments.find(({ id }) => id === submission.assignmentId);
    if (!assignment) continue;
    for (const { userId, scores } of submission.students)
      cells.set(`${userId} ${assignment.id}`, {
        assignment: assignment.slug,
        status: statusOf(scores, assignment.gradesReleasedAt !== null),
        score: totalOf(scores),
        submissionId: submission.submissionId,
        late: isLate(submission, dueTimes.of(assignment, userId)),
      });
  }
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
    rows: students.map(({ user }) => ({
      student: user,
      cells: assignments.map(
        (assignment) =>
          cells.get(`${user.id} ${assignment.id}`) ??
          emptyCell(assignment, dueTimes.of(assignment, user.id).dueAt, now),
      ),
    })),
  };
}
