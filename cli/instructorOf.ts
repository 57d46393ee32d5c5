import type { Db } from '../server/database/prisma.ts';
import { UsageError } from './exit.ts';

/**
 * In whose name the command line acts in a course.
 *
 * @param as address of an instructor; the first of the course when absent
 * @throws UsageError
 */
export async function instructorOf(
  db: Db,
  slug: string,
  as: string | undefined,
): Promise<{ courseId: string; userId: string; timeZone: string }> {
  const course = await db.course.findUnique({ where: { slug } });
  if (!course) throw new UsageError(`no course ${slug}`);
  const instructor = await db.enrolment.findFirst({
    where: {
      courseId: course.id,
      role: 'instructor',
      leftAt: null,
      ...(as !== undefined && { user: { email: as.toLowerCase() } }),
    },
  });
  if (!instructor) throw new UsageError(`${as ?? 'nobody'} is an instructor of ${slug}`);
  return { courseId: course.id, userId: instructor.userId, timeZone: course.timeZone };
}
