import type { CellQuestion, CellView } from '../../../contract/gradebookCell.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { countingScores } from '../grading/countingScores.ts';
import type { CountingScores } from '../grading/countingScores.ts';
import { openRequestsAbout } from '../requests/listRequests.ts';
import { studentSets } from '../students/studentSets.ts';
import { countingSubmissions } from '../submissions/counting.ts';

function presentQuestion({
  question: { id, label, title, points },
  state,
  score,
  asked,
  from,
  standing,
}: CountingScores['scores'][number]): CellQuestion {
  const decision = asked && standing?.decision.kind === 'grade' ? standing.decision : null;
  const made = decision?.restored ?? decision;
  return {
    id,
    label: label ?? null,
    title,
    points,
    state,
    score,
    asked,
    graded: made && { by: made.decidedBy, at: made.decidedAt.toISOString() },
    from: from && { submissionId: from.submissionId, number: from.number, changed: from.changed },
  };
}

/**
 * One student and one set. The score is the gradebook's own; what the questions give is computed by the same law. Somebody who has
 * left the course is found here, too.
 *
 * @throws ApiError not_found for somebody who is no student of the course
 */
export async function getGradebookCell(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<CellView> {
  const about = { courseId: course.id, userId };
  const [{ student, sets }, [scored], [counting]] = await Promise.all([
    // Who may not see names here is refused before.
    studentSets(db, about, { now, anonymous: new Set(), set: assignment.slug }),
    countingScores(db, [assignment.id], { userId }),
    countingSubmissions(db, [assignment.id], userId),
  ]);
  const [set] = sets;
  if (student === null || set === undefined)
    throw new ApiError('not_found', 'There is no such student in this course.');
  const { graceMinutes, penalty } = assignment.policy.late;
  return {
    student,
    set,
    counts: version.definition.resubmission.counts,
    pinned: counting?.pinned ?? null,
    late: { graceMinutes, penalty },
    questions: (scored?.scores ?? []).map(presentQuestion),
    requests: await openRequestsAbout(db, {
      assignmentId: assignment.id,
      userId,
      submissionId: counting?.submissionId ?? null,
    }),
  };
}
