import { isDeepStrictEqual } from 'node:util';
import type { RequestPolicy } from '../../../contract/requests.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockedSet } from '../assignments/lockedSet.ts';

export const presentPolicy = ({
  requestDays: days,
  requestLimit: limit,
}: {
  requestDays: number | null;
  requestLimit: number | null;
}): RequestPolicy => ({ days, limit });

export async function setRequestPolicy(
  db: Db,
  { course, assignment }: AssignmentSubject,
  { actorId, policy: { days, limit } }: { actorId: string; policy: RequestPolicy },
): Promise<RequestPolicy> {
  await db.$transaction(async (tx) => {
    const before = presentPolicy(await lockedSet(tx, assignment.id));
    if (isDeepStrictEqual(before, { days, limit })) return;
    const data = { requestDays: days, requestLimit: limit };
    await tx.assignment.update({ where: { id: assignment.id }, data });
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'setRequestPolicy',
      subject: assignment.slug,
      details: { before: { ...before }, after: { days, limit } },
    });
  });
  return { days, limit };
}
