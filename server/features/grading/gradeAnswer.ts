import type { Grade, GradeConflict } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { questionOf } from './questionOf.ts';
import { setGrades } from './setGrades.ts';
import type { GradeInput } from './setGrades.ts';
import { takeBackGrades } from './takeBackGrades.ts';

/**
 * Decides about an answer.
 *
 * @throws ApiError grade_conflict when somebody decided since the caller looked
 */
export async function gradeAnswer(
  db: Db,
  { course, assignment, submission, current }: SubmissionSubject,
  questionId: string,
  { userId, now, input }: { userId: string; now: Date; input: GradeInput & { baseRevision: number } },
): Promise<Grade> {
  questionOf(current.definition, questionId);
  const { graded, conflicts } = await db.$transaction((tx) =>
    setGrades(
      tx,
      { course, assignment },
      questionId,
      { operation: 'gradeAnswer', userId, now, groupName: null },
      [{ submissionId: submission.id, baseRevision: input.baseRevision }],
      input,
    ),
  );
  if (graded[0]) return graded[0].grade;
  throw gradeConflict(conflicts[0]?.theirs ?? null);
}

const ACTS = {
  grade: 'graded this answer',
  comment: 'commented on this answer',
  taken_back: 'took the grade back',
} as const;

/**
 * Somebody decided what the caller has not seen.
 *
 * @param safe what became of the caller's own
 */
export function gradeConflict(theirs: Grade | null, safe = 'Yours is not saved.'): ApiError {
  const details: GradeConflict = { theirs };
  const act = theirs ? `${theirs.gradedBy.name} ${ACTS[theirs.kind]} meanwhile` : 'The answer has no grade';
  return new ApiError('grade_conflict', `${act}. ${safe}`, details);
}

/**
 * Takes back what was decided about an answer; a grade of an earlier answer of the same people counts again.
 *
 * @param baseRevision of the grade that was looked at; absent when whatever grade there is goes
 * @throws ApiError grade_conflict when somebody decided since the caller looked
 */
export async function ungradeAnswer(
  db: Db,
  { course, assignment, submission, current }: SubmissionSubject,
  questionId: string,
  { userId, now, baseRevision }: { userId: string; now: Date; baseRevision?: number | undefined },
): Promise<void> {
  questionOf(current.definition, questionId);
  const { conflicts } = await db.$transaction((tx) =>
    takeBackGrades(tx, { course, assignment }, questionId, { operation: 'ungradeAnswer', userId, now }, [
      { submissionId: submission.id, baseRevision },
    ]),
  );
  if (conflicts[0]) throw gradeConflict(conflicts[0].theirs, 'Nothing was taken back.');
}
