import type { Act } from '../../../contract/auditLog.ts';
import { momentText } from '../../../grader/wallClock.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { PERSON_NAME } from '../people.ts';
import { present } from './listAuditLog.ts';

interface Course {
  id: string;
  slug: string;
  timeZone: string;
}

/** So many are said; of the others how many there are. */
const SAID = 3;

/** The last act in the log of a course; null where there is none. */
export async function lastActOf(db: Db | Tx, courseId: string): Promise<string | null> {
  const last = await db.auditEvent.findFirst({
    where: { courseId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  return last?.id ?? null;
}

/**
 * What people did since an act of the log, for whoever is told why something is not as they saw it: `Tess graded …; Gus applied …`.
 *
 * @param about the acts that can have changed it, each with what it was done to
 * @returns null where the log says nothing of it
 */
export async function actsSince(
  db: Db | Tx,
  course: Course,
  seen: string | null,
  about: readonly { actions: readonly Act[]; subjects: readonly string[] }[],
): Promise<string | null> {
  const last =
    seen === null ? null : await db.auditEvent.findFirst({ where: { id: seen, courseId: course.id } });
  if (last === null) return null;
  const rows = await db.auditEvent.findMany({
    where: {
      courseId: course.id,
      id: { not: last.id },
      at: { gte: last.at },
      OR: about.map(({ actions, subjects }) => ({
        action: { in: [...actions] },
        subject: { in: [...subjects] },
      })),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    include: { actor: PERSON_NAME },
  });
  if (rows.length === 0) return null;
  const entries = await present(db, course, rows.slice(0, SAID));
  const said = entries.map(({ actor, sentence }) => `${actor?.name ?? 'The command line'} ${sentence}`);
  const more = rows.length > SAID ? [`and ${rows.length - SAID} more`] : [];
  return [...said, ...more]
    .join('; ')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (moment) => momentText(new Date(moment), course.timeZone));
}
