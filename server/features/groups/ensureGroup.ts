import { Prisma } from '../../../prisma/generated/client.ts';
import type { Asked, AskedTx } from '../../database/prisma.ts';
import { uuid7 } from '../../database/uuid7.ts';

/** Lets one transaction at a time change who is in which group of an assignment. */
export async function lockGroups(tx: Asked, assignmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM assignments WHERE id = ${assignmentId}::uuid FOR NO KEY UPDATE`;
}

export async function findGroupId(tx: Asked, assignmentId: string, userId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ groupId: string }[]>`
    SELECT group_id AS "groupId" FROM group_members
    WHERE assignment_id = ${assignmentId}::uuid AND user_id = ${userId}::uuid`;
  return row?.groupId ?? null;
}

/** Who has none yet gets this one, which is theirs alone. */
export interface OwnGroup {
  groupId: string;
  assignmentId: string;
  userId: string;
}

/**
 * Statements that make a group for whoever has none. A whole class does so at once and nobody waits for another; whoever moves people
 * (`lockGroups`) waits for all of them, and they for that one. The same student's second request finds what the first has made.
 */
export function ownGroupRows({ groupId, assignmentId, userId }: OwnGroup): Prisma.Sql[] {
  return [
    Prisma.sql`SELECT 1 FROM assignments WHERE id = ${assignmentId}::uuid FOR SHARE`,
    Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`group ${assignmentId} ${userId}`}, 0))`,
    Prisma.sql`
      WITH own AS MATERIALIZED (
        SELECT ${groupId}::uuid AS id WHERE NOT EXISTS (
          SELECT FROM group_members WHERE assignment_id = ${assignmentId}::uuid AND user_id = ${userId}::uuid)),
      made AS (INSERT INTO groups (id, assignment_id) SELECT id, ${assignmentId}::uuid FROM own)
      INSERT INTO group_members (group_id, assignment_id, user_id)
      SELECT id, ${assignmentId}::uuid, ${userId}::uuid FROM own`,
  ];
}

/** The student's group in an assignment; who has none gets one of their own. */
export async function ensureGroup(tx: AskedTx, assignmentId: string, userId: string): Promise<string> {
  const existing = await findGroupId(tx, assignmentId, userId);
  if (existing) return existing;
  const own = { groupId: uuid7(), assignmentId, userId };
  for (const statement of ownGroupRows(own)) await tx.$executeRaw(statement);
  return (await findGroupId(tx, assignmentId, userId))!;
}

/**
 * Locks groups after `lockGroups` and before their documents: everybody locks assignment, group, document in this order,
 * so that nobody waits for one another.
 */
export async function lockGroupRows(tx: Asked, groupIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM groups WHERE id = ANY(${[...groupIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** The statement that locks a group as `lockGroupRows` does: nobody else hands in for it, or changes or leaves it. */
export const groupLock = (groupId: string): Prisma.Sql =>
  Prisma.sql`SELECT 1 FROM groups WHERE id = ${groupId}::uuid FOR NO KEY UPDATE`;

/** The student's group as `ensureGroup` gives it, locked until the transaction ends. */
export async function lockMyGroup(tx: AskedTx, assignmentId: string, userId: string): Promise<string> {
  for (;;) {
    const groupId = await ensureGroup(tx, assignmentId, userId);
    await tx.$queryRaw(groupLock(groupId));
    // While this waited they may have left it.
    if ((await findGroupId(tx, assignmentId, userId)) === groupId) return groupId;
  }
}
