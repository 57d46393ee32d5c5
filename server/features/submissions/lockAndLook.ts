/** What handing in depends on, read while nobody else can change it. */
import type { PersonName } from '../../../contract/common.ts';
import type { Tx } from '../../database/prisma.ts';
import { ensureGroup, lockGroupOf } from '../groups/ensureGroup.ts';

interface Asking {
  assignmentId: string;
  userId: string;
  idempotencyKey: string;
}

export interface Facts {
  /** The student's, locked until the transaction ends. */
  groupId: string;
  members: PersonName[];
  versions: { id: string; number: number }[];
  /**
   * Of the next submission. Numbers go up for every member, whichever group they handed in with before, and in the group,
   * whoever was in it then: all who handed in may have left it since.
   */
  number: number;
}

/** What a key has made for a student, whatever group they were in then. Found by the student, whom their submissions name. */
async function madeBefore(
  tx: Tx,
  { assignmentId, userId, idempotencyKey }: Asking,
  groupId: string | null,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM submission_members m JOIN submissions s ON s.id = m.submission_id JOIN groups g ON g.id = s.group_id
    WHERE m.user_id = ${userId}::uuid AND s.submitted_by_id = ${userId}::uuid
      AND s.idempotency_key = ${idempotencyKey}::uuid AND g.assignment_id = ${assignmentId}::uuid
    UNION ALL
    SELECT id FROM submissions WHERE group_id = ${groupId}::uuid AND idempotency_key = ${idempotencyKey}::uuid
    LIMIT 1`;
  return row?.id ?? null;
}

async function look(tx: Tx, { assignmentId }: Pick<Asking, 'assignmentId'>, groupId: string): Promise<Facts> {
  const [row] = await tx.$queryRaw<Omit<Facts, 'groupId'>[]>`
    SELECT
      coalesce((SELECT json_agg(json_build_object('id', u.id, 'name', u.name))
        FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = ${groupId}::uuid), '[]') AS members,
      (SELECT json_agg(json_build_object('id', id, 'number', number))
        FROM assignment_versions WHERE assignment_id = ${assignmentId}::uuid) AS versions,
      1 + greatest(
        0,
        (SELECT max(number) FROM submissions WHERE group_id = ${groupId}::uuid),
        (SELECT max(s.number) FROM group_members m JOIN submission_members n ON n.user_id = m.user_id
          JOIN submissions s ON s.id = n.submission_id JOIN groups g ON g.id = s.group_id
          WHERE m.group_id = ${groupId}::uuid AND g.assignment_id = ${assignmentId}::uuid)) AS number`;
  return { groupId, ...row! };
}

/**
 * Locks the student's group, which is made where there is none, and looks. Of two who send the same at once, the second
 * waits here for the first.
 *
 * @returns the id of the submission that the key has made already, even when the student has changed the group since
 */
export async function lockAndLook(tx: Tx, asking: Asking): Promise<Facts | string> {
  const { assignmentId, userId } = asking;
  for (;;) {
    const groupId = await lockGroupOf(tx, assignmentId, userId);
    // In statements that begin when the lock is there.
    const earlier = await madeBefore(tx, asking, groupId);
    if (earlier !== null) return earlier;
    if (groupId === null) {
      await ensureGroup(tx, assignmentId, userId);
      continue;
    }
    const facts = await look(tx, asking, groupId);
    // While this waited for the lock, the student may have left the group.
    if (facts.members.some(({ id }) => id === userId)) return facts;
  }
}
