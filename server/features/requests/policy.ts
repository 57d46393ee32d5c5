import { isDeepStrictEqual } from 'node:util';
import type { RequestPolicy } from '../../../contract/requests.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { requireSeen } from '../requireSeen.ts';
import { lockedSet } from '../assignments/lockedSet.ts';

export const presentPolicy = ({
  requestDays: days,
  requestLimit: limit,
}: {
  requestDays: number | null;
  requestLimit: number | null;
}): RequestPolicy => ({ days, limit });

const inWords = ({ days, limit }: RequestPolicy): string =>
  `${days === null ? 'no end' : `${days} ${days === 1 ? 'day' : 'days'}`}, ${limit === null ? 'as many requests as they like' : `${limit} ${limit === 1 ? 'request' : 'requests'} of each student`}`;

export async function setRequestPolicy(
  db: Db,
  { course, assignment }: AssignmentSubject,
  {
    actorId,
    policy: { days, limit },
    seen,
  }: { actorId: string; policy: RequestPolicy; seen?: RequestPolicy | undefined },
): Promise<RequestPolicy> {
  await db.$transaction(async (tx) => {
    const before = presentPolicy(await lockedSet(tx, assignment.id));
    if (isDeepStrictEqual(before, { days, limit })) return;
    requireSeen(seen, before, `Another instructor changed this meanwhile: ${inWords(before)}.`);
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
