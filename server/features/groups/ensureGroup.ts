import type { Tx } from '../../database/prisma.ts';

/** Lets one transaction at a time change who is in which group of an assignment. */
export async function lockGroups(tx: Tx, assignmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM assignments WHERE id = ${assignmentId}::uuid FOR NO KEY UPDATE`;
}

export async function findGroupId(tx: Tx, assignmentId: string, userId: string): Promise<string | null> {
  const membership = await tx.groupMember.findUnique({
    where: { assignmentId_userId: { assignmentId, userId } },
    select: { groupId: true },
  });
  return membership?.groupId ?? null;
}

/** The student's group in an assignment; who has none gets one of their own. */
export async function ensureGroup(tx: Tx, assignmentId: string, userId: string): Promise<string> {
  const existing = await findGroupId(tx, assignmentId, userId);
  if (existing) return existing;
  await lockGroups(tx, assignmentId);
  const meanwhile = await findGroupId(tx, assignmentId, userId);
  if (meanwhile) return meanwhile;
  const group = await tx.group.create({ data: { assignmentId } });
  await tx.groupMember.create({ data: { groupId: group.id, assignmentId, userId } });
  return group.id;
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
 * The student's group as `ensureGroup` gives it; nobody else hands in for it, or changes or leaves it, until the
 * transaction ends.
 */
export async function lockMyGroup(tx: Tx, assignmentId: string, userId: string): Promise<string> {
  for (;;) {
    const groupId = await ensureGroup(tx, assignmentId, userId);
    await tx.$queryRaw`SELECT 1 FROM groups WHERE id = ${groupId}::uuid FOR NO KEY UPDATE`;
    // While this waited for the lock, the student may have left the group.
    if ((await findGroupId(tx, assignmentId, userId)) === groupId) return groupId;
  }
}
