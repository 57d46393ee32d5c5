import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';

/**
 * Archives a course with the sets that are open in it, or opens it with just those again: they are told by the moment,
 * which is the course's own. Open pages learn that they are read-only.
 */
export async function archiveCourse(
  db: Db,
  news: WorkNews,
  courseId: string,
  { archived, actorId, now }: { archived: boolean; actorId: string; now: Date },
): Promise<{ archived: boolean }> {
  const touched = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
    const { archivedAt } = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
    if ((archivedAt !== null) === archived) return [];
    const wanted = archived ? now : null;
    await tx.course.update({ where: { id: courseId }, data: { archivedAt: wanted } });
    const sets = await tx.assignment.updateManyAndReturn({
      where: { courseId, archivedAt: archived ? null : archivedAt },
      data: { archivedAt: wanted },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId,
      courseId,
      action: 'archiveCourse',
      subject: courseId,
      details: { archived },
    });
    return sets;
  });
  for (const { id } of touched) news.tell({ kind: 'assignment', assignment: id });
  return { archived };
}
