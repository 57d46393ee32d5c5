import { MAX_SAVED_COMMENTS } from '../../../contract/savedComments.ts';
import type { SavedComment } from '../../../contract/savedComments.ts';
import type { Act } from '../../../contract/auditLog.ts';
import { recordAudit } from '../../database/audit.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';

interface Content {
  text: string;
  shortcut: string | null;
}

interface By {
  courseId: string;
  userId: string;
  now: Date;
}

export async function listSavedComments(db: Db | Tx, courseId: string): Promise<SavedComment[]> {
  return db.savedComment.findMany({
    where: { courseId },
    orderBy: [{ uses: 'desc' }, { changedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, text: true, shortcut: true, uses: true, revision: true, changedBy: PERSON_NAME },
  });
}

/** Acts on a course's comments one at a time, writes down what was before and after, and answers with what there is. */
async function act(
  db: Db,
  { courseId, userId }: By,
  action: Act,
  change: (tx: Tx) => Promise<{ before: Content | null; after: Content | null } | null>,
): Promise<SavedComment[]> {
  try {
    return await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`saved comments ${courseId}`}, 0))`;
      const done = await change(tx);
      if (done) {
        const details = { before: done.before && { ...done.before }, after: done.after && { ...done.after } };
        await recordAudit(tx, { actorId: userId, courseId, action, subject: '', details });
      }
      return listSavedComments(tx, courseId);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError('unacceptable', 'Another saved comment has this shortcut. Take another one.');
  }
}

export function saveComment(db: Db, by: By, { text, shortcut }: Content): Promise<SavedComment[]> {
  const { courseId, userId, now } = by;
  return act(db, by, 'saveComment', async (tx) => {
    const same = await tx.savedComment.findFirst({ where: { courseId, text } });
    if (same && (shortcut === null || shortcut === same.shortcut)) return null;
    if (same) throw new ApiError('unacceptable', 'These words are kept already. Give that one the shortcut.');
    if ((await tx.savedComment.count({ where: { courseId } })) >= MAX_SAVED_COMMENTS)
      throw new ApiError(
        'unacceptable',
        `A course keeps ${MAX_SAVED_COMMENTS} comments. Delete some that nobody uses first.`,
      );
    await tx.savedComment.create({
      data: { courseId, text, shortcut, changedById: userId, changedAt: now },
    });
    return { before: null, after: { text, shortcut } };
  });
}

const find = (tx: Tx, courseId: string, id: string) =>
  tx.savedComment.findFirst({
    where: { id, courseId },
    select: { text: true, shortcut: true, revision: true, changedBy: PERSON_NAME },
  });
type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

/** @throws ApiError unacceptable where it is another one since */
function lookedAt(row: Found, baseRevision: number): Content {
  if (row.revision !== baseRevision)
    throw new ApiError(
      'unacceptable',
      `${row.changedBy.name} changed this comment meanwhile. Nothing was changed; look at it again.`,
    );
  return { text: row.text, shortcut: row.shortcut };
}

export function changeSavedComment(
  db: Db,
  by: By,
  { id, baseRevision, text, shortcut }: Content & { id: string; baseRevision: number },
): Promise<SavedComment[]> {
  return act(db, by, 'changeSavedComment', async (tx) => {
    const row = await find(tx, by.courseId, id);
    if (!row)
      throw new ApiError(
        'not_found',
        'This comment is kept no longer: it was deleted. Save it as a new one.',
      );
    // Sent again since its answer was lost.
    const isSame = row.text === text && row.shortcut === shortcut;
    if (row.revision > baseRevision && row.changedBy.id === by.userId && isSame) return null;
    const before = lookedAt(row, baseRevision);
    const changedBy = { changedById: by.userId, changedAt: by.now };
    const data = { text, shortcut, ...changedBy, revision: { increment: 1 } };
    await tx.savedComment.update({ where: { id }, data });
    return { before, after: { text, shortcut } };
  });
}

export function deleteSavedComment(
  db: Db,
  by: By,
  { id, baseRevision }: { id: string; baseRevision: number },
): Promise<SavedComment[]> {
  return act(db, by, 'deleteSavedComment', async (tx) => {
    const row = await find(tx, by.courseId, id);
    // Gone already, it is as was wished.
    if (!row) return null;
    const before = lookedAt(row, baseRevision);
    await tx.savedComment.delete({ where: { id } });
    return { before, after: null };
  });
}

/** One that is gone by now, or was used by somebody else at the same time, was used all the same: nobody need be told. */
export async function countSavedComment(
  db: Db,
  courseId: string,
  { id, uses }: { id: string; uses: number },
): Promise<void> {
  await db.savedComment.updateMany({ where: { id, courseId, uses }, data: { uses: { increment: 1 } } });
}
