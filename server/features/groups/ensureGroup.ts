import type { Tx } from '../../database/prisma.ts';
import { uuid7 } from '../../database/uuid7.ts';

/** Lets one transaction at a time change who is in which group of an assignment. */
export async function lockGroups(tx: Tx, assignmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM assignments WHERE id = ${assignmentId}::uuid FOR NO KEY UPDATE`;
}

export async function findGroupId(tx: Tx, assignmentId: string, userId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ groupId: string }[]>`
    SELECT group_id AS "groupId" FROM group_members
    WHERE assignment_id = ${assignmentId}::uuid AND user_id = ${userId}::uuid`;
  return row?.groupId ?? null;
}

/** The student's group in an assignment; who has none gets one of their own. */
export async function ensureGroup(tx: Tx, assignmentId: string, userId: string): Promise<string> {
  const existing = await findGroupId(tx, assignmentId, userId);
  if (existing) return existing;
  await lockGroups(tx, assignmentId);
  const meanwhile = await findGroupId(tx, assignmentId, userId);
  if (meanwhile) return meanwhile;
  const id = uuid7();
  await tx.$executeRaw`
    WITH own AS (INSERT INTO groups (id, assignment_id) VALUES (${id}::uuid, ${assignmentId}::uuid))
    INSERT INTO group_members (group_id, assignment_id, user_id)
    VALUES (${id}::uuid, ${assignmentId}::uuid, ${userId}::uuid)`;
  return id;
}

/**
 * Locks groups after `lockGroups` and before their documents: everybody locks assignment, group, document in this order,
 * so that nobody waits for one another.
 */
export async function lockGroupRows(tx: Tx, groupIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM groups WHERE id = ANY(${[...groupIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Locks the group in which the student was when this was asked: while it waited they may have left it, so that whoever
 * calls looks again, in a statement that begins afterwards.
 *
 * @returns null for a student without a group
 */
export async function lockGroupOf(tx: Tx, assignmentId: string, userId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT g.id FROM groups g JOIN group_members m ON m.group_id = g.id
    WHERE m.assignment_id = ${assignmentId}::uuid AND m.user_id = ${userId}::uuid FOR NO KEY UPDATE OF g`;
  return row?.id ?? null;
}

/**
 * The student's group as `ensureGroup` gives it; nobody else hands in for it, or changes or leaves it, until the
 * transaction ends.
 */
export async function lockMyGroup(tx: Tx, assignmentId: string, userId: string): Promise<string> {
  for (;;) {
    const groupId = await lockGroupOf(tx, assignmentId, userId);
    if (groupId === null) await ensureGroup(tx, assignmentId, userId);
    else if ((await findGroupId(tx, assignmentId, userId)) === groupId) return groupId;
  }
}
