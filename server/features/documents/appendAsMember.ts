import type { PendingUpdate } from '../../../contract/documents.ts';
import type { Asked, Db } from '../../database/prisma.ts';
import { SET_COLUMNS, setFrom } from '../../middleware/findSet.ts';
import type { SetRow } from '../../middleware/findSet.ts';
import { readVersions } from '../../middleware/versions.ts';
import { keysOf } from './keys.ts';
import { append, bytesOf, lockDocument } from './log.ts';
import type { Append } from './log.ts';
import { whyClosedFor } from '../assignments/whyClosed.ts';

interface AnyVersion {
  id: string;
  number: number;
}

/**
 * The texts that may be written in an assignment: those of every version, since an open page may show an older one and
 * what is typed there is kept.
 */
export async function writableKeys(db: Asked, versions: readonly AnyVersion[]): Promise<Set<string>> {
  return new Set((await readVersions(db, versions)).flatMap(({ definition }) => keysOf(definition)));
}

/** Stores what a page sends, if its sender is a member and nothing is locked at that moment. */
export async function appendAsMember(
  db: Db,
  { groupId, userId, now }: { groupId: string; userId: string; now: Date },
  updates: readonly PendingUpdate[],
): Promise<Append[]> {
  return db.$transaction(async (tx) => {
    const locked = await lockDocument(tx, groupId);
    // In a statement of its own, so that it sees who left while this waited.
    const [row] = await tx.$queryRaw<(SetRow & { versions: AnyVersion[] })[]>`
      SELECT ${SET_COLUMNS},
        (SELECT json_agg(json_build_object('id', v.id, 'number', v.number))
          FROM assignment_versions v WHERE v.assignment_id = a.id) AS versions
      FROM group_members m JOIN assignments a ON a.id = m.assignment_id
      WHERE m.group_id = ${groupId}::uuid AND m.user_id = ${userId}::uuid`;
    const refuse = (reason: 'moved' | 'locked', message: string): Append[] =>
      updates.map(({ key }) => ({ ok: false, key, reason, message }));
    if (!row) return refuse('moved', 'You are in another group now.');
    const closed = await whyClosedFor(tx, setFrom(row), { userId, now });
    if (closed) return refuse('locked', closed);
    const keys = await writableKeys(tx, row.versions);
    const { answers } = await append(tx, { groupId, userId, keys, now }, bytesOf(updates), locked);
    return answers;
  });
}
