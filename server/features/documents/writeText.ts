import { randomUUID } from 'node:crypto';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockMyGroup } from '../groups/ensureGroup.ts';
import { keysOf } from './keys.ts';
import { append, changeTexts, openLocked } from './log.ts';
import { whyClosed } from '../assignments/whyClosed.ts';

/** Replaces a text of the student's document by an edit like those of the page. @returns group and last update */
export async function writeText(
  db: Db,
  news: WorkNews,
  { assignment, version: { definition } }: AssignmentSubject,
  { userId, now, key, text }: { userId: string; now: Date; key: string; text: string },
): Promise<{ group: string; seq: number }> {
  const locked = whyClosed(assignment);
  if (locked) throw new ApiError('locked', locked);
  if (!keysOf(definition).includes(key))
    throw new ApiError('unacceptable', `${key} is neither a written question nor a file of this assignment.`);
  const written = await db.$transaction(async (tx) => {
    const groupId = await lockMyGroup(tx, assignment.id, userId);
    const locked = await openLocked(tx, { groupId, definition, now });
    const { update } = await changeTexts(tx, { groupId, userId }, new Map([[key, text]]));
    if (!update) return { group: groupId, seq: locked.seq };
    const writer = { groupId, userId, keys: new Set(keysOf(definition)), now };
    const {
      answers: [answer],
    } = await append(tx, writer, [{ key: randomUUID(), data: update }], locked);
    if (!answer?.ok) throw new ApiError('too_large', answer?.message ?? 'The edit was refused.');
    return { group: groupId, seq: answer.seq };
  });
  news.tell({ kind: 'written', ...written });
  return written;
}
