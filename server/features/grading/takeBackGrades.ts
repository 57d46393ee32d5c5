import type { Grade } from '../../../contract/grading.ts';
import type { Act } from '../../../contract/auditLog.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Tx } from '../../database/prisma.ts';
import { appendDecisions, lockAnswers, readGrades, TAKEN_BACK } from './decisions.ts';
import { tellingOfScores, tellOfOtherWords } from './tellOfChangedGrades.ts';
import { wasOf } from './was.ts';
import { namedBy } from './whoSees.ts';

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

/**
 * Takes back what was decided about answers to one question, those without a grade or comment of their own aside. Where an
 * earlier answer of the same people has a grade, that one counts again.
 */
export async function takeBackGrades(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  questionId: string,
  { operation, userId, now }: { operation: Act; userId: string; now: Date },
  targets: readonly TakeBackTarget[],
): Promise<GradesTakenBack> {
  const submissionIds = targets.map(({ submissionId }) => submissionId);
  const asked = { assignmentId: assignment.id, submissionIds, questionId };
  await lockAnswers(tx, asked);
  const grades = await readGrades(tx, asked);
  const graded = targets.flatMap(({ submissionId, baseRevision }) => {
    const { answerId, own, grade } = grades.get(submissionId)!;
    return grade && own && own.kind !== 'taken_back'
      ? [
          {
            submissionId,
            answerId,
            own,
            grade,
            isTheirs: (baseRevision ?? grade.revision) !== grade.revision,
          },
        ]
      : [];
  });
  const mine = graded.filter(({ isTheirs }) => !isTheirs);
  const named = await namedBy(tx, submissionIds);
  await tellingOfScores(tx, { course, assignment }, { userId: named, now }, async () =>
    appendDecisions(
      tx,
      { userId, now },
      mine.map(({ answerId, own }) => ({ ...TAKEN_BACK, answerId, supersedes: own.revision })),
    ),
  );
  // A comment without a grade goes, too.
  const said = mine.filter(({ own }) => own.comment !== '').map(({ submissionId }) => submissionId);
  await tellOfOtherWords(
    tx,
    { course, assignment },
    { questionId, submissionIds: said, userId: named },
    { now },
  );
  await recordAudit(
    tx,
    ...mine.map(({ submissionId, grade }) => ({
      actorId: userId,
      courseId: course.id,
      action: operation,
      subject: submissionId,
      details: { question: questionId, before: grade.score, ...wasOf(grades.get(submissionId)) },
    })),
  );
  return {
    takenBack: mine.map(({ submissionId }) => submissionId),
    conflicts: graded
      .filter(({ isTheirs }) => isTheirs)
      .map(({ submissionId, grade }) => ({ submissionId, theirs: grade })),
  };
}
