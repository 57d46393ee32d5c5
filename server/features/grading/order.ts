import { createHash } from 'node:crypto';

/**
 * A shuffled order that is the same at every call and another for every question, so that no group is always graded
 * first, nor by a tired grader. It is made of what nobody is told, so that a place in it says nothing about who it is.
 */
export function shuffleFor<T extends { alias: string; submissionId: string }>(
  questionId: string,
  submissions: readonly T[],
): T[] {
  // Two submissions of a group that parted are told apart by their own ids.
  const keyOf = ({ alias, submissionId }: T) =>
    `${createHash('sha256').update(`${questionId} ${alias}`).digest('hex')} ${submissionId}`;
  return submissions
    .map((submission) => ({ submission, key: keyOf(submission) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ submission }) => submission);
}
