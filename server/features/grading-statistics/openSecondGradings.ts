import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { Db, Tx } from '../../database/prisma.ts';

/**
 * Answers that a person is asked to grade a second time and has not yet, in the order in which that was asked. Those to
 * questions that were taken out wait for nobody.
 */
export async function openSecondGradings(
  db: Db | Tx,
  {
    assignmentId,
    graderId,
    definition,
  }: { assignmentId: string; graderId: string; definition: AssignmentDefinition },
): Promise<{ question: string; submissionId: string }[]> {
  const rows = await db.secondGrading.findMany({
    where: {
      graderId,
      decidedAt: null,
      answer: {
        questionId: { in: definition.questions.map(({ id }) => id) },
        submission: { group: { assignmentId } },
      },
    },
    orderBy: [{ askedAt: 'asc' }, { answerId: 'asc' }],
    select: { answer: { select: { submissionId: true, questionId: true } } },
  });
  return rows.map(({ answer }) => ({ question: answer.questionId, submissionId: answer.submissionId }));
}
