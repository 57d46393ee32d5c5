import type { z } from 'zod';
import type { Choice } from '../../../contract/grade.ts';
import type { Grade } from '../../../contract/grading.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { ReadGrade } from './decisions.ts';

/** What has to be known to choose the same once more; what was not chosen is left out. */
export const choiceOf = ({
  appliedItemIds,
  fullMarks,
  adjustment,
  comment,
}: z.infer<typeof Choice>): Prisma.InputJsonObject => ({
  ...(appliedItemIds.length > 0 && { itemIds: appliedItemIds }),
  ...(fullMarks && { fullMarks }),
  ...(adjustment !== 0 && { adjustment }),
  ...(comment !== '' && { comment }),
});

/**
 * What the log says stood before an act that takes a grade or a comment away, or its place, so that a person can give it again from
 * there. Where it was not the same for all whom an answer counts for, it is said of each.
 */
export function wasOf(read: Pick<ReadGrade, 'grade' | 'apart'> | undefined): Prisma.InputJsonObject {
  const said = (grade: Grade | null | undefined) =>
    grade && grade.kind !== 'taken_back'
      ? { ...(grade.kind === 'grade' && { score: grade.score }), ...choiceOf(grade) }
      : null;
  const apart = (read?.apart ?? []).flatMap(({ userIds, grade }) => {
    const one = said(grade);
    return one ? [{ userIds, ...one }] : [];
  });
  if (apart.length > 0) return { was: apart };
  const one = said(read?.grade);
  return one ? { was: one } : {};
}
