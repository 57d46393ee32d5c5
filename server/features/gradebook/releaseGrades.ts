import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';

/** Shows the grades to the students, or takes them back. @returns when they were released */
export async function releaseGrades(
  db: Db,
  news: WorkNews,
  { course, assignment }: Pick<AssignmentSubject, 'course' | 'assignment'>,
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
  });
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return gradesReleasedAt;
}
