import type { Db, Tx } from '../../database/prisma.ts';

/** Answers that a person is asked to grade a second time and has not yet, in the order in which that was asked. */
export async function openSecondGradings(
  db: Db | Tx,
  assignmentId: string,
  graderId: string,
): Promise<{ question: string; submissionId: string }[]> {
  const rows = await db.secondGrading.findMany({
    where: { graderId, decidedAt: null, answer: { submission: { group: { assignmentId } } } },
    orderBy: [{ askedAt: 'asc' }, { answerId: 'asc' }],
    select: { answer: { select: { submissionId: true, questionId: true } } },
  });
  return rows.map(({ answer }) => ({ question: answer.questionId, submissionId: answer.submissionId }));
}
