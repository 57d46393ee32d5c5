import { randomUUID } from 'node:crypto';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { transact } from '../../database/transaction.ts';
import { keysOf } from './keys.ts';
import { appendAtEnd, changeWhole } from './log.ts';
import { isMember, openMine } from './openMine.ts';
import { whyClosed } from '../assignments/whyClosed.ts';

/** Replaces a text of the student's document by an edit like those of the page. @returns group and last update */
export async function writeText(
  db: Db,
  news: WorkNews,
  { assignment, version: { definition }, groupId: before }: AssignmentSubject,
  { userId, now, key, text }: { userId: string; now: Date; key: string; text: string },
): Promise<{ group: string; seq: number }> {
  const locked = whyClosed(assignment);
  if (locked) throw new ApiError('locked', locked);
  if (!keysOf(definition).includes(key))
    throw new ApiError('unacceptable', `${key} is neither a written question nor a file of this assignment.`);
  const written = await transact(db, async (tx) => {
    const asking = { assignmentId: assignment.id, userId, groupId: before, definition, now };
    const { groupId, open } = await openMine(tx, asking, (id) => isMember(tx, id, userId));
    const whole = await open();
    const { update, known } = await changeWhole(whole, { userId }, new Map([[key, text]]));
    if (!update) return { group: groupId, seq: whole.locked.seq };
    const writer = { groupId, userId, keys: new Set(keysOf(definition)), now };
    const edit = { key: randomUUID(), data: update };
    const {
      answers: [answer],
    } = await appendAtEnd(tx, writer, [edit], whole.locked, known);
    if (!answer?.ok) throw new ApiError('too_large', answer?.message ?? 'The edit was refused.');
    return { group: groupId, seq: answer.seq };
  });
  news.tell({ kind: 'written', ...written });
  return written;
}
