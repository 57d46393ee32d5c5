import { createHash } from 'node:crypto';

/**
 * A shuffled order that is the same at every call and another for every question, so that no group is always graded
 * first, nor by a tired grader.
 */
export function shuffleFor<T extends { groupId: string }>(
  questionId: string,
  submissions: readonly T[],
): T[] {
  const keyOf = ({ groupId }: T) => createHash('sha256').update(`${questionId} ${groupId}`).digest('hex');
  return submissions
    .map((submission) => ({ submission, key: keyOf(submission) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ submission }) => submission);
}
