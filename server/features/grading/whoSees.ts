import { isOut } from '../../../grader/core/policies/times.ts';
import type { Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { SetWithDates } from '../../middleware/dueTimes.ts';
import { heldBackIn } from '../policies/heldBack.ts';

/** Whom some submissions name, of them those for whom the grade of a question is out: each by the times that are theirs. */
export async function whoSees(
  tx: Tx,
  set: SetWithDates,
  questionId: string,
  { submissionIds, now }: { submissionIds: readonly string[]; now: Date },
): Promise<string[]> {
  const members = await tx.submissionMember.findMany({
    where: { submissionId: { in: [...submissionIds] } },
    select: { userId: true },
  });
  const userIds = [...new Set(members.map(({ userId }) => userId))];
  const dueTimes = await loadDueTimes(tx, [set], userIds);
  if (heldBackIn({ policy: dueTimes.policyOf(set) }, now).includes(questionId)) return [];
  return userIds.filter((userId) => isOut(dueTimes.of(set, userId).releasesAt, now));
}
