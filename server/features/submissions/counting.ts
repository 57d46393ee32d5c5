import type { Db, Tx } from '../../database/prisma.ts';

/** Of a student and an assignment the submission that counts. */
export interface Counting {
  assignmentId: string;
  userId: string;
  submissionId: string;
  /** Why staff chose it; null where it is the last that names the student. */
  pinned: string | null;
}

/** Which submission counts for whom, by the view `counting_submissions`: for all students, or for some. */
export async function countingSubmissions(
  db: Db | Tx,
  assignmentIds: readonly string[],
  userIds?: string | readonly string[],
): Promise<Counting[]> {
  const wanted = userIds === undefined ? null : [userIds].flat();
  const rows = await db.$queryRaw<
    { assignment_id: string; user_id: string; submission_id: string; pinned: string | null }[]
  >`
    SELECT assignment_id, user_id, submission_id, pinned FROM counting_submissions
    WHERE assignment_id = ANY(${[...assignmentIds]}::uuid[])
      AND (${wanted}::uuid[] IS NULL OR user_id = ANY(${wanted}::uuid[]))`;
  return rows.map((row) => ({
    assignmentId: row.assignment_id,
    userId: row.user_id,
    submissionId: row.submission_id,
    pinned: row.pinned,
  }));
}
