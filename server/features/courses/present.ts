import type { Course as CourseView } from '../../../contract/courses.ts';
import type { Course } from '../../../prisma/generated/client.ts';

export function presentCourse(course: Course): CourseView {
  return {
    slug: course.slug,
    code: course.code,
    title: course.title,
    term: course.term,
    timeZone: course.timeZone,
  };
}
