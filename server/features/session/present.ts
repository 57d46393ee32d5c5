import type { Session } from '../../../contract/session.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { presentCourse } from '../courses/present.ts';
import type { Membership } from './listMemberships.ts';

export function presentSession(
  user: SignedIn | null,
  memberships: Membership[],
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
      tryOf: course.tryOf?.slug ?? null,
    })),
    csrfToken,
    serverTime: now.toISOString(),
  };
}
