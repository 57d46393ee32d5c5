import type { Grade, GradeConflict } from '../../../contract/grading.ts';
import type { Question } from '../../../contract/assignment.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { GRADED_ANSWER, presentGrade } from './present.ts';
import { questionOf } from './questionOf.ts';

export interface GradeInput {
  appliedItemIds: string[];
  adjustment: number;
  comment: string;
  baseRevision: number;
}

async function lockAnswer(tx: Tx, submissionId: string, questionId: string): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM answers WHERE submission_id = ${submissionId}::uuid AND question_id = ${questionId}
    FOR NO KEY UPDATE`;
  const [answer] = rows;
  if (!answer) throw new ApiError('not_found', 'This submission has no such answer.');
  return answer.id;
}

async function readGrade(tx: Tx, answerId: string, question: Question): Promise<Grade | null> {
  const answer = await tx.answer.findUniqueOrThrow({
    where: { id: answerId },
    select: {
      ...GRADED_ANSWER,
      submission: { select: { runs: { orderBy: { queuedAt: 'desc' }, take: 1, select: { scores: true } } } },
    },
  });
  return presentGrade(answer, question, answer.submission.runs[0]?.scores);
}

/**
 * Sets a person's whole grade of an answer at once.
 *
 * @throws ApiError grade_conflict when somebody graded it since the caller looked
 */
export async function gradeAnswer(
  db: Db,
  { course, assignment, submission, version }: SubmissionSubject,
  questionId: string,
  { userId, now, input }: { userId: string; now: Date; input: GradeInput },
): Promise<Grade> {
  const question = questionOf(version.definition, questionId);
  const wanted = [...new Set(input.appliedItemIds)];
  return db.$transaction(async (tx) => {
    const answerId = await lockAnswer(tx, submission.id, questionId);
    const earlier = await readGrade(tx, answerId, question);
    if ((earlier?.revision ?? 0) !== input.baseRevision) {
      if (!earlier) throw new ApiError('unacceptable', 'The grade was taken back; look at the answer again.');
      const details: GradeConflict = { theirs: earlier };
      throw new ApiError('grade_conflict', `${earlier.gradedBy.name} graded this answer meanwhile.`, details);
    }
    const known = await tx.rubricItem.count({
      where: {
        id: { in: wanted },
        assignmentId: assignment.id,
        questionId,
        OR: [{ archivedAt: null }, { id: { in: earlier?.appliedItemIds ?? [] } }],
      },
    });
    if (known !== wanted.length) {
      throw new ApiError('unacceptable', 'A rubric item is not of this question, or was archived meanwhile.');
    }
    await tx.rubricApplication.deleteMany({ where: { answerId } });
    await tx.rubricApplication.createMany({
      data: wanted.map((rubricItemId) => ({ answerId, rubricItemId })),
    });
    const data = {
      adjustment: input.adjustment,
      comment: input.comment,
      revision: input.baseRevision + 1,
      gradedById: userId,
      gradedAt: now,
      groupName: null,
    };
    await tx.manualGrade.upsert({ where: { answerId }, create: { answerId, ...data }, update: data });
    const grade = await readGrade(tx, answerId, question);
    if (!grade) throw new Error('the grade just written is not there');
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'gradeAnswer',
      subject: submission.id,
      details: { question: questionId, score: grade.score, before: earlier?.score ?? null },
    });
    return grade;
  });
}

/** Makes an answer ungraded again. */
export async function ungradeAnswer(
  db: Db,
  { course, submission, version }: SubmissionSubject,
  questionId: string,
  userId: string,
): Promise<void> {
  questionOf(version.definition, questionId);
  await db.$transaction(async (tx) => {
    const answerId = await lockAnswer(tx, submission.id, questionId);
    await tx.rubricApplication.deleteMany({ where: { answerId } });
    await tx.manualGrade.deleteMany({ where: { answerId } });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'ungradeAnswer',
      subject: submission.id,
      details: { question: questionId },
    });
  });
}
