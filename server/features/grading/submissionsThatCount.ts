import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { countingSubmissions } from '../submissions/counting.ts';

/**
 * The submissions to assignments that count for somebody; one that counts for several people comes once.
 *
 * @param select what is wanted of each
 */
export async function submissionsThatCount<const S extends Prisma.SubmissionSelect>(
  db: Db | Tx,
  assignmentIds: string[],
  select: S,
): Promise<Prisma.SubmissionGetPayload<{ select: S }>[]> {
  const counting = await countingSubmissions(db, assignmentIds);
  const submissions = await db.submission.findMany({
    where: { id: { in: [...new Set(counting.map(({ submissionId }) => submissionId))] } },
    select,
  });
  return submissions as Prisma.SubmissionGetPayload<{ select: S }>[];
}
