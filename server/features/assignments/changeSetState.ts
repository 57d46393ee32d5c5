import type { SetState } from '../../../contract/assignments.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockedSet } from './lockedSet.ts';
import { stateOf } from './whyClosed.ts';

/** Takes a set back, archives it, or opens it again. Submissions, grades and drafts stay as they are. */
export async function changeSetState(
  db: Db,
  news: WorkNews,
  { course, assignment }: Pick<AssignmentSubject, 'course' | 'assignment'>,
  { userId, now, state }: { userId: string; now: Date; state: SetState },
): Promise<SetState> {
  await db.$transaction(async (tx) => {
    const before = await lockedSet(tx, assignment.id);
    await tx.assignment.update({
      where: { id: assignment.id },
      data: {
        hiddenAt: state === 'hidden' ? (before.hiddenAt ?? now) : null,
        archivedAt: state === 'archived' ? (before.archivedAt ?? now) : null,
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'changeSetState',
      subject: assignment.slug,
      details: { before: stateOf(before), after: state },
    });
  });
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return state;
}
