import type { Draft as DraftView, DraftConflict } from '../../../contract/drafts.ts';
import type { Db } from '../../database/prisma.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { ensureGroup } from '../groups/ensureGroup.ts';
import { isDraftKey } from './draftKeys.ts';
import { DRAFT, presentDraft } from './present.ts';

/**
 * Saves the group's draft when it is still at the revision the text was written from.
 *
 * @throws ApiError draft_conflict with both texts when somebody saved meanwhile
 */
export async function saveDraft(
  db: Db,
  { assignment, version }: AssignmentSubject,
  draft: { key: string; text: string; baseRevision: number; userId: string; now: Date },
): Promise<DraftView> {
  const { key, text, baseRevision, userId, now } = draft;
  if (assignment.gradesReleasedAt)
    throw new ApiError('locked', 'Grades are released; nothing more can be written.');
  if (!isDraftKey(version.definition, key)) {
    throw new ApiError('unacceptable', `${key} is neither a written question nor a file of this assignment.`);
  }
  const groupId = await db.$transaction((tx) => ensureGroup(tx, assignment.id, userId));
  const saved = { text, revision: baseRevision + 1, savedAt: now, savedById: userId };
  if (baseRevision === 0) {
    try {
      return presentDraft(await db.draft.create({ data: { groupId, key, ...saved }, select: DRAFT }));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  } else {
    await db.draft.updateMany({ where: { groupId, key, revision: baseRevision }, data: saved });
  }
  const current = await db.draft.findUnique({ where: { groupId_key: { groupId, key } }, select: DRAFT });
  if (!current) throw new ApiError('not_found', 'This draft was never saved; save it with base revision 0.');
  // Equal texts are no conflict: a repeated save, or two members with the same idea.
  if (current.text === text) return presentDraft(current);
  const details: DraftConflict = { yours: text, theirs: presentDraft(current) };
  throw new ApiError(
    'draft_conflict',
    `${current.savedBy.name} saved this answer while you were writing.`,
    details,
  );
}
