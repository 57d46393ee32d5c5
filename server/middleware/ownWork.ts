/**
 * Nobody decides about their own work, whatever role they have by now: a student who became a TA may be named by answers of the
 * course that they grade. Operations about one submission say so in the table of rights (`others`); what is about many asks here.
 */
import type { Db, Tx } from '../database/prisma.ts';
import { ApiError } from '../errors.ts';

export const ownWork = (): ApiError =>
  new ApiError(
    'forbidden',
    'You are one of those who handed this in, and nobody grades, comments on or decides about their own work, whatever role they have by now. Ask a colleague to do it. Nothing was changed.',
  );

/** Of submissions those that name a person. */
export async function ownAmong(
  db: Db | Tx,
  userId: string,
  submissionIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT submission_id AS id FROM submission_members
    WHERE user_id = ${userId}::uuid AND submission_id = ANY(${[...submissionIds]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** @throws ApiError forbidden */
export async function refuseOwnWork(
  db: Db | Tx,
  userId: string,
  submissionIds: readonly string[],
): Promise<void> {
  if ((await ownAmong(db, userId, submissionIds)).size > 0) throw ownWork();
}
