import type { Grade, GradeConflict } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { questionOf } from './questionOf.ts';
import { setGrades } from './setGrades.ts';
import type { GradeInput } from './setGrades.ts';
import { takeBackGrades } from './takeBackGrades.ts';

/**
 * Sets a person's whole grade of an answer at once.
 *
 * @throws ApiError grade_conflict when somebody graded it since the caller looked
 */
export async function gradeAnswer(
  db: Db,
  { course, assignment, submission, version }: SubmissionSubject,
  questionId: string,
  { userId, now, input }: { userId: string; now: Date; input: GradeInput & { baseRevision: number } },
): Promise<Grade> {
  questionOf(version.definition, questionId);
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
  const theirs = conflicts[0]?.theirs;
  if (!theirs) throw new ApiError('unacceptable', 'The grade was taken back; look at the answer again.');
  throw gradeConflict(theirs);
}

function gradeConflict(theirs: Grade): ApiError {
  const details: GradeConflict = { theirs };
  return new ApiError('grade_conflict', `${theirs.gradedBy.name} graded this answer meanwhile.`, details);
}

/**
 * Makes an answer ungraded again.
 *
 * @param baseRevision of the grade that was looked at; absent when whatever grade there is goes
 * @throws ApiError grade_conflict when somebody graded it since the caller looked
 */
export async function ungradeAnswer(
  db: Db,
  { course, submission, version }: SubmissionSubject,
  questionId: string,
  { userId, baseRevision }: { userId: string; baseRevision?: number | undefined },
): Promise<void> {
  questionOf(version.definition, questionId);
  const { conflicts } = await db.$transaction((tx) =>
    takeBackGrades(tx, course, questionId, { operation: 'ungradeAnswer', userId }, [
      { submissionId: submission.id, baseRevision },
    ]),
  );
  if (conflicts[0]) throw gradeConflict(conflicts[0].theirs);
}
