import type { Course, CourseInvitation } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';

/** A way into a course that is open now. */
export interface WayIn {
  courseId: string;
  course: Course;
  /** Null of a link for whoever has it. */
  invitation: CourseInvitation | null;
  /** Empty unless the link says one. */
  section: string;
}

export async function findWayIn(db: Db | Tx, token: string, now: Date): Promise<WayIn | null> {
  const invited = await db.courseInvitation.findUnique({ where: { token }, include: { course: true } });
  if (invited) {
    const { course, ...invitation } = invited;
    if (invitation.expiresAt <= now || course.archivedAt) return null;
    return { courseId: course.id, course, invitation, section: '' };
  }
  const link = await db.joinLink.findUnique({ where: { token }, include: { course: true } });
  if (!link || link.course.archivedAt) return null;
  return { courseId: link.courseId, course: link.course, invitation: null, section: link.section };
}
