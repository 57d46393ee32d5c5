/** What handing in depends on, read while nobody else can change it. */
import type { PersonName } from '../../../contract/common.ts';
import type { Asked } from '../../database/prisma.ts';

interface Asking {
  assignmentId: string;
  userId: string;
  idempotencyKey: string;
}

export interface Facts {
  members: PersonName[];
  versions: { id: string; number: number }[];
  /**
   * Of the next submission. Numbers go up for every member, whichever group they handed in with before, and in the group,
   * whoever was in it then: all who handed in may have left it since.
   */
  number: number;
}

/**
 * Of a group that is locked, in one statement that begins when the lock is there: of two who send the same at once, the second
 * has waited for the first.
 *
 * @returns the id of the submission that the key has made already, whatever group the student, whom it names, was in then;
 *   null where the student is no member
 */
export async function lookAtGroup(
  tx: Asked,
  { assignmentId, userId, idempotencyKey }: Asking,
  groupId: string,
): Promise<Facts | { earlier: string } | null> {
  const [row] = await tx.$queryRaw<[Facts & { earlier: string | null }]>`
    SELECT
      (SELECT s.id FROM submission_members m JOIN submissions s ON s.id = m.submission_id JOIN groups g ON g.id = s.group_id
        WHERE m.user_id = ${userId}::uuid AND s.submitted_by_id = ${userId}::uuid
          AND s.idempotency_key = ${idempotencyKey}::uuid AND g.assignment_id = ${assignmentId}::uuid
        UNION ALL
        SELECT id FROM submissions WHERE group_id = ${groupId}::uuid AND idempotency_key = ${idempotencyKey}::uuid
        LIMIT 1) AS earlier,
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
  const { earlier, ...facts } = row;
  if (earlier !== null) return { earlier };
  return facts.members.some(({ id }) => id === userId) ? facts : null;
}
