import { setImmediate } from 'node:timers/promises';
import type { Person } from '../../../contract/common.ts';
import type { Gradebook, GradebookCell } from '../../../contract/gradebook.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/subject.ts';
import { keptScores } from '../grading/keptScores.ts';
import type { KeptScore } from '../grading/keptScores.ts';
import { maxScoreOf } from '../grading/scores.ts';
import { hasCode } from '../assignments/present.ts';
import { stateOf } from '../assignments/whyClosed.ts';

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
  return { assignment: slug, status, score, submissionId, late: submittedAt > dueAt.getTime() };
}

/** By name: those who are in the course, or one who is or was. */
const studentsOf = (db: Db, courseId: string, userId: string | undefined) =>
  db.$queryRaw<Person[]>`
    SELECT u.id, u.name, u.email FROM enrolments e JOIN users u ON u.id = e.user_id
    WHERE e.course_id = ${courseId}::uuid AND e.role = 'student'
      AND CASE WHEN ${userId ?? null}::uuid IS NULL THEN e.left_at IS NULL ELSE e.user_id = ${userId ?? null}::uuid END
    ORDER BY u.name, u.id`;

/**
 * Students × assignments; of each student the submission that counts.
 *
 * @param userId of one student alone, in the course or not any more
 */
export async function getGradebook(db: Db, courseId: string, now: Date, userId?: string): Promise<Gradebook> {
  const assignments = await db.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION_ID },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  const ids = assignments.map(({ id }) => id);
  const [students, kept, dueTimes] = await Promise.all([
    studentsOf(db, courseId, userId),
    keptScores(db, ids, userId),
    loadDueTimes(db, assignments),
  ]);
  const cellsOf = (userId: string): GradebookCell[] => {
    const scores = kept.get(userId) ?? {};
    return assignments.map((assignment) =>
      cellOf(assignment, scores[assignment.id], dueTimes.of(assignment, userId).dueAt, now),
    );
  };
  const versions = await readVersions(
    db,
    assignments.flatMap((each) => each.versions),
  );
  const rows = students.map((student) => ({ student, cells: cellsOf(student.id) }));
  // To write a large one down takes as long again; others have their turn first.
  await setImmediate();
  return {
    assignments: assignments.flatMap(({ versions: [latest], slug, dueAt, gradesReleasedAt, ...closing }) => {
      const definition = versions.find(({ id }) => id === latest?.id)?.definition;
      if (!definition) return [];
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
    rows,
  };
}
