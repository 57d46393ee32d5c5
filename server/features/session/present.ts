import { ChosenKeys } from '../../../contract/session.ts';
import type { Session } from '../../../contract/session.ts';
import type { Db } from '../../database/prisma.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { presentCourse } from '../courses/present.ts';
import { listMemberships } from './listMemberships.ts';

/** Who is signed in, with their courses and keys. */
export async function presentSession(
  db: Db,
  user: SignedIn | null,
  csrfToken: string,
  now: Date,
): Promise<Session> {
  const serverTime = now.toISOString();
  if (!user) return { user: null, memberships: [], csrfToken, serverTime };
  const { id, name, email, isAdministrator } = user;
  const [memberships, { keys }] = await Promise.all([
    listMemberships(db, id),
    db.user.findUniqueOrThrow({ where: { id }, select: { keys: true } }),
  ]);
  return {
    user: { id, name, email, isAdministrator, keys: ChosenKeys.safeParse(keys).data ?? null },
    memberships: memberships.map(({ role, course }) => ({
      role,
      course: presentCourse(course),
      archived: course.archivedAt !== null,
      tryOf: course.tryOf?.slug ?? null,
    })),
    csrfToken,
    serverTime,
  };
}
