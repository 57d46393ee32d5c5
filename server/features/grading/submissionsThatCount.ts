import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';

/**
 * Each group's last submission to an assignment, chosen by the database: a group may have handed in many times.
 *
 * @param select what is wanted of each
 */
export async function submissionsThatCount<const S extends Prisma.SubmissionSelect>(
  db: Db,
  assignmentIds: string[],
  select: S,
): Promise<Prisma.SubmissionGetPayload<{ select: S }>[]> {
  const rows = await db.submission.findMany({
    where: { group: { assignmentId: { in: assignmentIds } } },
    distinct: ['groupId'],
    orderBy: [{ groupId: 'asc' }, { number: 'desc' }],
    select: { id: true },
  });
  const submissions = await db.submission.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select,
  });
  return submissions as Prisma.SubmissionGetPayload<{ select: S }>[];
}
