import type { StudentChange } from '../../../contract/effects.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { askingChanges, askingIn } from '../requests/askingChanges.ts';
import { withEffects } from '../policies/effects.ts';
import { tellOfCourseState } from './tellOfCourseState.ts';

interface Act {
  archived: boolean;
  actorId: string;
  now: Date;
  /** Only say whose time it would end. */
  preview: boolean;
}

/**
 * Archives a course with the sets that are open in it, or opens it with just those again: they are told by the moment,
 * which is the course's own. Open pages learn that they are read-only; who loses something by it, or works in it, is told.
 */
export async function archiveCourse(
  db: Db,
  news: WorkNews,
  course: Course,
  { archived, actorId, now, preview }: Act,
): Promise<{ archived: boolean; changes: StudentChange[] | null }> {
  const courseId = course.id;
  const { touched, changes } = await withEffects(
    db,
    { courseId, now, preview, adds: true },
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
      const { archivedAt } = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
      if ((archivedAt !== null) === archived) return { touched: null };
      const wanted = archived ? now : null;
      await tx.course.update({ where: { id: courseId }, data: { archivedAt: wanted } });
      const where = { courseId, archivedAt: archived ? null : archivedAt };
      const touched = [];
      for (const before of await tx.assignment.findMany({ where, orderBy: { dueAt: 'asc' } })) {
        const could = await askingIn(tx, before, now);
        const after = await tx.assignment.update({
          where: { id: before.id },
          data: { archivedAt: wanted },
        });
        touched.push({ set: after, asking: askingChanges(could, await askingIn(tx, after, now)) });
      }
      await recordAudit(tx, {
        actorId,
        courseId,
        action: 'archiveCourse',
        subject: courseId,
        details: { archived },
      });
      return { touched };
    },
    async (tx, { touched, changes }) => {
      if (touched) await tellOfCourseState(tx, course, { touched, changes }, { archived, actorId, now });
    },
  );
  if (preview) return { archived, changes };
  for (const { set } of touched ?? []) news.tell({ kind: 'assignment', assignment: set.id });
  return { archived, changes: null };
}
