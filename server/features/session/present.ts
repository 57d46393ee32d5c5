import type { Session } from '../../../contract/session.ts';
import type { Course, Role } from '../../../prisma/generated/client.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { presentCourse } from '../courses/present.ts';

export function presentSession(
  user: SignedIn | null,
  memberships: { role: Role; course: Course }[],
  csrfToken: string,
  now: Date,
): Session {
  return {
    user: user && {
      id: user.id,
      name: user.name,
      email: user.email,
      isAdministrator: user.isAdministrator,
    },
    memberships: memberships.map(({ role, course }) => ({
      role,
      course: presentCourse(course),
      archived: course.archivedAt !== null,
    })),
    csrfToken,
    serverTime: now.toISOString(),
  };
}
