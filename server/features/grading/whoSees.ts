import { isOut } from '../../../grader/core/policies/times.ts';
import type { Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { SetWithDates } from '../../middleware/dueTimes.ts';
import { heldBackIn } from '../policies/heldBack.ts';

/** Whom some submissions name. */
export async function namedBy(tx: Tx, submissionIds: readonly string[]): Promise<string[]> {
  const members = await tx.submissionMember.findMany({
    where: { submissionId: { in: [...submissionIds] } },
    select: { userId: true },
  });
  return [...new Set(members.map(({ userId }) => userId))];
}

/** Of some people those for whom the grades of some questions are out, question by question: each by the times that are theirs. */
export async function whoSees(
  tx: Tx,
  set: SetWithDates,
  asked: ReadonlyMap<string, readonly string[]>,
  now: Date,
): Promise<Map<string, string[]>> {
  const dueTimes = await loadDueTimes(tx, [set], [...new Set([...asked.values()].flat())]);
  const heldBack = heldBackIn({ policy: dueTimes.policyOf(set) }, now);
  return new Map(
    [...asked].map(([questionId, userIds]) => [
      questionId,
      heldBack.includes(questionId)
        ? []
        : userIds.filter((userId) => isOut(dueTimes.of(set, userId).releasesAt, now)),
    ]),
  );
}
