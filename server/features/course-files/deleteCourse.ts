import type { listAllCourses as operation } from '../../../contract/courseFiles.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { presentCourse } from '../courses/present.ts';
import { ACTIVE } from '../roster/active.ts';

/** With everything in it. Its log of acts stays, and so does the line that says who deleted it. */
export function deleteCourse(
  db: Db,
  course: Course,
  {
    confirmation,
    action,
    actorId,
  }: { confirmation: string; action: 'deleteCourse' | 'deleteAnyCourse'; actorId: string },
): Promise<void> {
  const { id, slug, code, title, term } = course;
  if (confirmation.trim() !== slug)
    throw new ApiError('unacceptable', `Nothing was deleted. To delete ${code}, type its address: ${slug}`);
  return db.$transaction(
    async (tx) => {
      // Whoever hands something in at this moment does so before, or finds no course.
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM courses WHERE id = ${id}::uuid FOR UPDATE`;
      if (!row) throw new ApiError('not_found', `There is no course ${slug} any more.`);
      const submissions = await tx.submission.count({ where: { group: { assignment: { courseId: id } } } });
      const people = await tx.enrolment.count({ where: { courseId: id } });
      await tx.$executeRaw`SELECT delete_course(c.id) FROM courses c WHERE c.try_of_id = ${id}::uuid`;
      await tx.$executeRaw`SELECT delete_course(${id}::uuid)`;
      await recordAudit(tx, {
        actorId,
        courseId: id,
        action,
        subject: slug,
        details: { code, title, term, people, submissions },
      });
    },
    { timeout: 300_000, maxWait: 10_000 },
  );
}

export async function listAllCourses(db: Db): Promise<ResponseOf<typeof operation>['courses']> {
  const courses = await db.course.findMany({
    where: { tryOfId: null },
    orderBy: { createdAt: 'desc' },
    include: { _count: { select: { enrolments: { where: ACTIVE }, assignments: true } } },
  });
  return courses.map(({ _count, ...course }) => ({
    ...presentCourse(course),
    createdAt: course.createdAt.toISOString(),
    archived: course.archivedAt !== null,
    people: _count.enrolments,
    sets: _count.assignments,
  }));
}
