import type { Grade } from '../../../contract/grading.ts';
import type { OperationId } from '../../../contract/index.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Tx } from '../../database/prisma.ts';
import { lockAnswers, readGrades } from './setGrades.ts';

interface TakeBackTarget {
  submissionId: string;
  /** Of the grade that was looked at; absent when whatever grade there is goes. */
  baseRevision?: number | undefined;
}

export interface GradesTakenBack {
  takenBack: string[];
  /** Left as they are: somebody graded them since the caller looked. */
  conflicts: { submissionId: string; theirs: Grade }[];
}

/** Makes answers to one question ungraded again; those without a grade stay so. */
export async function takeBackGrades(
  tx: Tx,
  course: { id: string },
  questionId: string,
  { operation, userId }: { operation: OperationId; userId: string },
  targets: readonly TakeBackTarget[],
): Promise<GradesTakenBack> {
  const submissionIds = targets.map(({ submissionId }) => submissionId);
  const answerIds = await lockAnswers(tx, submissionIds, questionId);
  const grades = await readGrades(tx, [...answerIds.values()], questionId);
  const graded = targets.flatMap(({ submissionId, baseRevision }) => {
    const grade = grades.get(submissionId)?.grade;
    return grade
      ? [{ submissionId, grade, isTheirs: (baseRevision ?? grade.revision) !== grade.revision }]
      : [];
  });
  const mine = graded.filter(({ isTheirs }) => !isTheirs);
  const where = { answerId: { in: mine.map(({ submissionId }) => answerIds.get(submissionId)!) } };
  await tx.rubricApplication.deleteMany({ where });
  await tx.manualGrade.deleteMany({ where });
  await recordAudit(
    tx,
    ...mine.map(({ submissionId, grade }) => ({
      actorId: userId,
      courseId: course.id,
      action: operation,
      subject: submissionId,
      details: { question: questionId, before: grade.score },
    })),
  );
  return {
    takenBack: mine.map(({ submissionId }) => submissionId),
    conflicts: graded
      .filter(({ isTheirs }) => isTheirs)
      .map(({ submissionId, grade }) => ({ submissionId, theirs: grade })),
  };
}
