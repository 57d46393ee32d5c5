import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { Transaction } from '../../database/transaction.ts';
import { uuid7 } from '../../database/uuid7.ts';
import { findGroupId, groupLock, ownGroupRows } from '../groups/ensureGroup.ts';
import { makeWhole, openWhole } from './log.ts';
import type { Whole } from './log.ts';

interface Asking {
  assignmentId: string;
  userId: string;
  /** Their group a moment ago; null where they had none, absent where nobody asked. */
  groupId?: string | null | undefined;
  definition: AssignmentDefinition;
  now: Date;
}

export interface Mine<Looked> {
  groupId: string;
  looked: Looked;
  /** The group's document with all that stands in it; locked, and made if there is none. */
  open: () => Promise<Whole>;
}

/**
 * The student's group and its document, both locked until the transaction ends; who has no group gets one of their own. All is
 * asked at once, of the group that was theirs a moment ago, and anew where they have left it since.
 *
 * @param look what else is to be known of the group while it is locked; null where the student is no member of it
 */
export async function openMine<Looked>(
  tx: Transaction,
  { assignmentId, userId, groupId, definition, now }: Asking,
  look: (groupId: string) => Promise<Looked | null>,
): Promise<Mine<Looked>> {
  let found = groupId === undefined ? await findGroupId(tx, assignmentId, userId) : groupId;
  for (;;) {
    const place = { groupId: found ?? uuid7(), definition, now };
    const locks =
      found === null ? ownGroupRows({ ...place, assignmentId, userId }) : [groupLock(place.groupId)];
    for (const lock of locks) tx.send(lock);
    const [looked, whole] = await Promise.all([
      look(place.groupId),
      found === null ? makeWhole(tx, place, userId) : openWhole(tx, place.groupId, userId),
    ]);
    if (looked !== null) {
      const open = async () => whole ?? (await makeWhole(tx, place, userId))!;
      return { groupId: place.groupId, looked, open };
    }
    tx.beginAnew();
    found = await findGroupId(tx, assignmentId, userId);
  }
}

/** Whether they are a member, for `look` where nothing else is to be known. */
export async function isMember(tx: Transaction, groupId: string, userId: string): Promise<true | null> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM group_members WHERE group_id = ${groupId}::uuid AND user_id = ${userId}::uuid`;
  return rows.length > 0 ? true : null;
}
