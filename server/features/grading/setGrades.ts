import type { Question } from '../../../contract/assignment.ts';
import type { Grade } from '../../../contract/grading.ts';
import type { OperationId } from '../../../contract/index.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { GRADED_ANSWER, presentGrade } from './present.ts';
import { questionOf } from './questionOf.ts';
import { definitionsOf } from './submissionsThatCount.ts';

export interface GradeInput {
  appliedItemIds: string[];
  adjustment: number;
  comment: string;
}

export interface GradeTarget {
  submissionId: string;
  /** Of the grade that was looked at; 0 when there was none. */
  baseRevision: number;
}

export interface GradesSet {
  graded: { submissionId: string; grade: Grade }[];
  /** Left as they are: somebody graded them since the caller looked, or took the grade back (null). */
  conflicts: { submissionId: string; theirs: Grade | null }[];
}

/**
 * Keeps others from grading these answers until the transaction ends; in order of id, so that two never wait for each
 * other.
 *
 * @returns answer ids by submission
 * @throws ApiError not_found
 */
export async function lockAnswers(
  tx: Tx,
  submissionIds: string[],
  questionId: string,
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; submissionId: string }[]>`
    SELECT id, submission_id AS "submissionId" FROM answers
    WHERE submission_id = ANY(${submissionIds}::uuid[]) AND question_id = ${questionId}
    ORDER BY id FOR NO KEY UPDATE`;
  if (rows.length !== new Set(submissionIds).size)
    throw new ApiError('not_found', 'There is no such answer.');
  return new Map(rows.map(({ id, submissionId }) => [submissionId, id]));
}

interface ReadGrade {
  answerId: string;
  question: Question;
  grade: Grade | null;
}

/** People's grades of answers to one question, by submission. */
export async function readGrades(
  tx: Tx,
  answerIds: string[],
  questionId: string,
): Promise<Map<string, ReadGrade>> {
  const answers = await tx.answer.findMany({
    where: { id: { in: answerIds } },
    select: {
      id: true,
      grade: GRADED_ANSWER.grade,
      applications: GRADED_ANSWER.applications,
      submission: {
        select: {
          id: true,
          versionId: true,
          runs: { orderBy: { queuedAt: 'desc' }, take: 1, select: { scores: true } },
        },
      },
    },
  });
  const definitions = await definitionsOf(
    tx,
    answers.map(({ submission }) => submission),
  );
  return new Map(
    answers.map((answer) => {
      const { id, versionId, runs } = answer.submission;
      const question = questionOf(definitions.get(versionId)!, questionId);
      const grade = presentGrade(answer, question, runs[0]?.scores);
      return [id, { answerId: answer.id, question, grade }];
    }),
  );
}

/** @throws ApiError unacceptable unless each item is of the question, and in use or on the answer already */
async function assertApplicable(
  tx: Tx,
  { assignmentId, questionId }: { assignmentId: string; questionId: string },
  wanted: string[],
  earlier: readonly (Grade | null)[],
): Promise<void> {
  const items = await tx.rubricItem.findMany({
    where: { id: { in: wanted }, assignmentId, questionId },
    select: { id: true, archivedAt: true },
  });
  const archived = items.filter(({ archivedAt }) => archivedAt !== null);
  const isOn = (id: string) => earlier.every((grade) => grade?.appliedItemIds.includes(id));
  if (items.length !== wanted.length || !archived.every(({ id }) => isOn(id))) {
    throw new ApiError('unacceptable', 'A rubric item is not of this question, or was archived meanwhile.');
  }
}

/**
 * Sets a person's whole grade of answers to one question, the same for each: the one place where grades are written.
 *
 * @param answers of submissions to the assignment, each once
 * @param groupName of the group that is graded in one action; null when one answer is graded by itself
 */
export async function setGrades(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  questionId: string,
  action: { operation: OperationId; userId: string; now: Date; groupName: string | null },
  answers: readonly GradeTarget[],
  input: GradeInput,
): Promise<GradesSet> {
  const { operation, userId, now, groupName } = action;
  const wanted = [...new Set(input.appliedItemIds)];
  const submissionIds = answers.map(({ submissionId }) => submissionId);
  const answerIds = [...(await lockAnswers(tx, submissionIds, questionId)).values()];
  const before = await readGrades(tx, answerIds, questionId);
  const earlierOf = ({ submissionId }: GradeTarget) => before.get(submissionId)?.grade ?? null;
  const isUnchanged = (target: GradeTarget) => (earlierOf(target)?.revision ?? 0) === target.baseRevision;

  const targets = answers.filter(isUnchanged);
  const conflicts = answers
    .filter((target) => !isUnchanged(target))
    .map((target) => ({ submissionId: target.submissionId, theirs: earlierOf(target) }));
  if (targets.length === 0) return { graded: [], conflicts };

  const question = { assignmentId: assignment.id, questionId };
  await assertApplicable(tx, question, wanted, targets.map(earlierOf));
  const idOf = ({ submissionId }: GradeTarget) => before.get(submissionId)!.answerId;
  const where = { answerId: { in: targets.map(idOf) } };
  await tx.rubricApplication.deleteMany({ where });
  await tx.rubricApplication.createMany({
    data: targets.flatMap((target) =>
      wanted.map((rubricItemId) => ({ answerId: idOf(target), rubricItemId })),
    ),
  });
  await tx.manualGrade.deleteMany({ where });
  await tx.manualGrade.createMany({
    data: targets.map((target) => ({
      answerId: idOf(target),
      adjustment: input.adjustment,
      comment: input.comment,
      gradedById: userId,
      gradedAt: now,
      groupName,
    })),
  });
  const after = await readGrades(tx, targets.map(idOf), questionId);
  const graded = targets.map(({ submissionId }) => {
    const grade = after.get(submissionId)?.grade;
    if (!grade) throw new Error('the grade just written is not there');
    return { submissionId, grade };
  });
  await recordAudit(
    tx,
    ...graded.map(({ submissionId, grade }) => ({
      actorId: userId,
      courseId: course.id,
      action: operation,
      subject: submissionId,
      details: {
        question: questionId,
        score: grade.score,
        before: before.get(submissionId)?.grade?.score ?? null,
        ...(groupName === null ? {} : { groupName }),
      },
    })),
  );
  return { graded, conflicts };
}
