import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { momentOf } from '../policies/courseClock.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { notify } from '../notifications/notify.ts';
import { releasedWords } from '../notifications/words.ts';
import { countingSubmissions } from '../submissions/counting.ts';

/** Shows the grades to the students, now or later, or takes them back. @returns when they come out or came */
export async function releaseGrades(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: AssignmentSubject,
  { userId, now, released, at = null }: { userId: string; now: Date; released: boolean; at?: string | null },
): Promise<Date | null> {
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
  await db.$transaction(async (tx) => {
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
    // A planned one is told when its time has come: see `notifications/remind.ts`.
    if (released && later === null && assignment.gradesReleasedAt === null) {
      const counting = await countingSubmissions(tx, [assignment.id]);
      await notify(tx, {
        kind: 'released',
        courseId: course.id,
        userIds: counting.map(({ userId: student }) => student),
        // Released once more after it was taken back, it is said once more.
        key: `${assignment.id} ${now.toISOString()}`,
        words: releasedWords({ course, set: { slug: assignment.slug, title: version.definition.title } }),
        now,
      });
    }
  });
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return gradesReleasedAt;
}
