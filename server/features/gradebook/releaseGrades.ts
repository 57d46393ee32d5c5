import type { StudentChange } from '../../../contract/policies.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { momentOf } from '../policies/courseClock.ts';
import { withEffects } from '../policies/effects.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { notify } from '../notifications/notify.ts';
import { releasedWords } from '../notifications/words.ts';
import { countingSubmissions } from '../submissions/counting.ts';

interface Released {
  /** When grades come out or came; null when they were taken back. */
  gradesReleasedAt: Date | null;
  /** As a preview, whom it would change. */
  changes: StudentChange[] | null;
}

/** Shows the grades to the students, now or later, or takes them back; as a preview, says whom that would change. */
export async function releaseGrades(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: AssignmentSubject,
  {
    userId,
    now,
    released,
    at = null,
    preview = false,
  }: { userId: string; now: Date; released: boolean; at?: string | null; preview?: boolean },
): Promise<Released> {
  const later = at === null ? null : momentOf(at, course.timeZone);
  if (later && later <= now)
    throw new ApiError(
      'unacceptable',
      'That time is over. Release the grades now, or choose a time to come.',
    );
  if (later && !released)
    throw new ApiError('unacceptable', 'Grades are taken back at once, not at a time to come.');
  const before = assignment.row.gradesReleasedAt;
  // Who releases what is out already changes nothing.
  const gradesReleasedAt = released ? (later ?? (before && before <= now ? before : now)) : null;
  const change = async (tx: Tx) => {
    await tx.assignment.update({ where: { id: assignment.id }, data: { gradesReleasedAt } });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'releaseGrades',
      subject: assignment.slug,
      details: {
        released,
        before: before?.toISOString() ?? null,
        after: gradesReleasedAt?.toISOString() ?? null,
      },
    });
    return { gradesReleasedAt };
  };
  if (preview) return withEffects(db, { courseId: course.id, now, preview }, change);
  await db.$transaction(async (tx) => {
    await change(tx);
    // A planned one is told when its time has come: see `notifications/remind.ts`.
    if (released && later === null && assignment.gradesReleasedAt === null) {
      const counting = (await countingSubmissions(tx, [assignment.id])).map((each) => each.userId);
      const set = { ...assignment.row, gradesReleasedAt };
      const dueTimes = await loadDueTimes(tx, [set], counting);
      await notify(tx, {
        kind: 'released',
        courseId: course.id,
        // Whose own time is later is told then.
        userIds: counting.filter((student) => isOut(dueTimes.of(set, student).releasesAt, now)),
        // Released once more after it was taken back, it is said once more.
        key: `${assignment.id} ${now.toISOString()}`,
        words: releasedWords({ course, set: { slug: assignment.slug, title: version.definition.title } }),
        now,
      });
    }
  });
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return { gradesReleasedAt, changes: null };
}
