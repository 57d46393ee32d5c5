import type { Grade } from '../../../contract/grading.ts';
import type { OperationId } from '../../../contract/index.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Tx } from '../../database/prisma.ts';
import { appendDecisions, lockAnswers, readGrades, TAKEN_BACK } from './decisions.ts';

interface TakeBackTarget {
  submissionId: string;
  /** Of the decision that was looked at; absent when whatever stands goes. */
  baseRevision?: number | undefined;
}

export interface GradesTakenBack {
  takenBack: string[];
  /** Left as they are: somebody decided since the caller looked. */
  conflicts: { submissionId: string; theirs: Grade }[];
}

/** Makes answers to one question ungraded again; those without a grade or comment stay so. */
export async function takeBackGrades(
  tx: Tx,
  course: { id: string },
  questionId: string,
  { operation, userId, now }: { operation: OperationId; userId: string; now: Date },
  targets: readonly TakeBackTarget[],
): Promise<GradesTakenBack> {
  const submissionIds = targets.map(({ submissionId }) => submissionId);
  const answerIds = await lockAnswers(tx, submissionIds, questionId);
  const grades = await readGrades(tx, [...answerIds.values()], questionId);
  const graded = targets.flatMap(({ submissionId, baseRevision }) => {
    const grade = grades.get(submissionId)?.grade;
    return grade && grade.kind !== 'taken_back'
      ? [{ submissionId, grade, isTheirs: (baseRevision ?? grade.revision) !== grade.revision }]
      : [];
  });
  const mine = graded.filter(({ isTheirs }) => !isTheirs);
  await appendDecisions(
    tx,
    { userId, now },
    mine.map(({ submissionId, grade }) => ({
      ...TAKEN_BACK,
      answerId: answerIds.get(submissionId)!,
      supersedes: grade.revision,
    })),
  );
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
