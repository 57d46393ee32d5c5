import { isDeepStrictEqual } from 'node:util';
import type { RequestPolicy } from '../../../contract/requests.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { LONG_TRANSACTION } from '../policies/effects.ts';
import { requireSeen } from '../requireSeen.ts';
import { lockedSet } from '../assignments/lockedSet.ts';
import { askingChanges, askingIn, tellOfAsking } from './askingChanges.ts';

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
  { course, assignment, version }: AssignmentSubject,
  {
    actorId,
    policy: { days, limit },
    seen,
    now,
  }: { actorId: string; policy: RequestPolicy; seen?: RequestPolicy | undefined; now: Date },
): Promise<RequestPolicy> {
  await db.$transaction(async (tx) => {
    const row = await lockedSet(tx, assignment.id);
    const before = presentPolicy(row);
    if (isDeepStrictEqual(before, { days, limit })) return;
    requireSeen(seen, before, `Another instructor changed this meanwhile: ${inWords(before)}.`);
    const data = { requestDays: days, requestLimit: limit };
    const could = await askingIn(tx, row, now);
    const after = await tx.assignment.update({ where: { id: assignment.id }, data });
    const set = { id: assignment.id, slug: assignment.slug, title: version.definition.title };
    await tellOfAsking(tx, { course, set }, askingChanges(could, await askingIn(tx, after, now)), now);
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'setRequestPolicy',
      subject: assignment.slug,
      details: { before: { ...before }, after: { days, limit } },
    });
  }, LONG_TRANSACTION);
  return { days, limit };
}
