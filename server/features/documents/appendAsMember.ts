import type { PendingUpdate } from '../../../contract/documents.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { readVersions } from '../../middleware/subject.ts';
import { keysOf } from './keys.ts';
import { append, bytesOf, lockDocument } from './log.ts';
import type { Append } from './log.ts';
import { whyClosedFor } from '../assignments/whyClosed.ts';

/**
 * The texts that may be written in an assignment: those of every version, since an open page may show an older one and
 * what is typed there is kept.
 */
export async function writableKeys(db: Db | Tx, assignmentId: string): Promise<Set<string>> {
  const versions = await db.assignmentVersion.findMany({
    where: { assignmentId },
    select: { id: true, number: true },
  });
  return new Set((await readVersions(db, versions)).flatMap(({ definition }) => keysOf(definition)));
}

/** Stores what a page sends, if its sender is a member and nothing is locked at that moment. */
export async function appendAsMember(
  db: Db,
  { groupId, userId, now }: { groupId: string; userId: string; now: Date },
  updates: readonly PendingUpdate[],
): Promise<Append[]> {
  return db.$transaction(async (tx) => {
    await lockDocument(tx, groupId);
    // In a statement of its own, so that it sees who left while this waited.
    const membership = await tx.groupMember.findUnique({
      where: { groupId_userId: { groupId, userId } },
      select: { assignment: true },
    });
    const refuse = (reason: 'moved' | 'locked', message: string): Append[] =>
      updates.map(({ key }) => ({ ok: false, key, reason, message }));
    if (!membership) return refuse('moved', 'You are in another group now.');
    const { assignment } = membership;
    const locked = await whyClosedFor(tx, assignment, { userId, now });
    if (locked) return refuse('locked', locked);
    const keys = await writableKeys(tx, assignment.id);
    return append(tx, { groupId, userId, keys, now }, bytesOf(updates));
  });
}
