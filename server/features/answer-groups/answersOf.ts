import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { submissionsThatCount } from '../grading/submissionsThatCount.ts';

/**
 * Answer ids of submissions that must count.
 *
 * @throws ApiError unacceptable
 */
export async function answersOf(
  tx: Tx,
  { assignment }: AssignmentSubject,
  questionId: string,
  submissionIds: readonly string[],
): Promise<{ wanted: string[]; counting: string[] }> {
  const submissions = await submissionsThatCount(tx, [assignment.id], {
    id: true,
    answers: { where: { questionId }, select: { id: true } },
  });
  const answerIds = new Map(
    submissions.flatMap(({ id, answers: [answer] }) => (answer ? [[id, answer.id]] : [])),
  );
  const wanted = [...new Set(submissionIds)].map((id) => answerIds.get(id));
  if (wanted.some((id) => id === undefined)) {
    throw new ApiError(
      'unacceptable',
      'One of these answers does not count any more: its group has handed in again. Look at the groups again.',
    );
  }
  return { wanted: wanted.filter((id) => id !== undefined), counting: [...answerIds.values()] };
}
