import type { Course as CourseView } from '../../../contract/courses.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

/** A course whose instructor is the person who makes it. One of the same address is left as it is. */
export async function createCourse(db: Db, userId: string, data: CourseView): Promise<Course> {
  try {
    return await db.$transaction(async (tx) => {
      const course = await tx.course.create({ data });
      await tx.enrolment.create({ data: { courseId: course.id, userId, role: 'instructor' } });
      await recordAudit(tx, {
        actorId: userId,
        courseId: course.id,
        action: 'createCourse',
        subject: course.slug,
        details: { ...data },
      });
      return course;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError('unacceptable', `There is a course at /c/${data.slug} already: take another address.`);
  }
}
