import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { notify } from '../notifications/notify.ts';
import { releasedWords } from '../notifications/words.ts';
import { countingSubmissions } from '../submissions/counting.ts';

/** Shows the grades to the students, or takes them back. @returns when they were released */
export async function releaseGrades(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: AssignmentSubject,
  { userId, now, released }: { userId: string; now: Date; released: boolean },
): Promise<Date | null> {
  const gradesReleasedAt = released ? (assignment.gradesReleasedAt ?? now) : null;
  await db.$transaction(async (tx) => {
    await tx.assignment.update({ where: { id: assignment.id }, data: { gradesReleasedAt } });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'releaseGrades',
      subject: assignment.slug,
      details: { released },
    });
    if (released && assignment.gradesReleasedAt === null) {
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
