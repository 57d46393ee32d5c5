import type { SetState } from '../../../contract/assignments.ts';
import type { StudentChange } from '../../../contract/effects.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { lockedSet } from './lockedSet.ts';
import { stateOf } from './whyClosed.ts';

interface Changed {
  state: SetState;
  /** As a preview, whom it would change. */
  changes: StudentChange[] | null;
}

/**
 * Takes a set back, archives it, or opens it again. Submissions, grades and drafts stay as they are. What was taken back uses no
 * late days, so that scores of other sets may change: whoever sees one is told.
 */
export async function changeSetState(
  db: Db,
  news: WorkNews,
  { course, assignment }: Pick<AssignmentSubject, 'course' | 'assignment'>,
  { userId, now, state, preview }: { userId: string; now: Date; state: SetState; preview: boolean },
): Promise<Changed> {
  const courseId = course.id;
  const change = async (tx: Tx) => {
    const before = await lockedSet(tx, assignment.id);
    if (stateOf(before) === state) return { state };
    await tx.assignment.update({
      where: { id: assignment.id },
      data: {
        hiddenAt: state === 'hidden' ? (before.hiddenAt ?? now) : null,
        archivedAt: state === 'archived' ? (before.archivedAt ?? now) : null,
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId,
      action: 'changeSetState',
      subject: assignment.slug,
      details: { before: stateOf(before), after: state },
    });
    return { state };
  };
  const { changes } = await withEffects(
    db,
    { courseId, now, preview, adds: true },
    change,
    (tx, { changes: all }) =>
      tellOfChanges(tx, all, { courseId, now, why: 'Another set of the course was taken back or opened again.' }),
  );
  if (preview) return { state, changes };
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return { state, changes: null };
}
