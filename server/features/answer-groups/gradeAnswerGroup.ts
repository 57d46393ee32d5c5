import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { setGrades } from '../grading/setGrades.ts';
import type { GradeInput, GradeTarget, GradesSet } from '../grading/setGrades.ts';
import { takeBackGrades } from '../grading/takeBackGrades.ts';
import type { GradesTakenBack } from '../grading/takeBackGrades.ts';
import { answersOf } from './answersOf.ts';
import { writtenQuestionOf } from './writtenQuestionOf.ts';

const eachOnce = (answers: readonly GradeTarget[]): GradeTarget[] => [
  ...new Map(answers.map((answer) => [answer.submissionId, answer])).values(),
];

/**
 * Gives answers that count the same grade, all at once; those that somebody graded since the caller looked are left.
 *
 * @throws ApiError unacceptable when an answer does not count; then none is graded
 */
export async function gradeAnswerGroup(
  db: Db,
  subject: AssignmentSubject,
  questionId: string,
  by: { userId: string; now: Date },
  { groupName, answers, ...input }: GradeInput & { groupName: string; answers: GradeTarget[] },
): Promise<{ graded: number; conflicts: GradesSet['conflicts'] }> {
  writtenQuestionOf(subject, questionId);
  const targets = eachOnce(answers);
  const ids = targets.map(({ submissionId }) => submissionId);
  return db.$transaction(async (tx) => {
    await answersOf(tx, subject, questionId, ids);
    const action = { operation: 'gradeAnswerGroup', groupName, ...by } as const;
    const { graded, conflicts } = await setGrades(tx, subject, questionId, action, targets, input);
    return { graded: graded.length, conflicts };
  });
}

/** Makes answers ungraded again, all at once; those that somebody graded anew since the caller looked are left. */
export async function ungradeAnswerGroup(
  db: Db,
  subject: AssignmentSubject,
  questionId: string,
  { userId, now, answers }: { userId: string; now: Date; answers: GradeTarget[] },
): Promise<{ takenBack: number; conflicts: GradesTakenBack['conflicts'] }> {
  writtenQuestionOf(subject, questionId);
  const targets = eachOnce(answers);
  const ids = targets.map(({ submissionId }) => submissionId);
  return db.$transaction(async (tx) => {
    await answersOf(tx, subject, questionId, ids);
    const action = { operation: 'ungradeAnswerGroup', userId, now } as const;
    const { takenBack, conflicts } = await takeBackGrades(tx, subject, questionId, action, targets);
    return { takenBack: takenBack.length, conflicts };
  });
}
