/** What the people of a made course do, in the ways of the application. */
import { fromWallClock } from '../../grader/wallClock.ts';
import type { Course } from '../../prisma/generated/client.ts';
import type { Db } from '../database/prisma.ts';
import { NO_NEWS } from '../database/workNews.ts';
import { acceptInvitation, inviteToMyGroup } from '../features/groups/invite.ts';
import { setForStaff } from '../middleware/subject.ts';
import type { AssignmentSubject } from '../middleware/subject.ts';
import { LATEST_VERSION, readVersion } from '../middleware/versions.ts';

const DAY_MS = 86_400_000;

/** Half past two in the afternoon of the course's zone, so many days from now. */
export function inDays(days: number, { timeZone }: { timeZone: string }, now: Date): Date {
  const day = new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const due = fromWallClock(`${day} 14:30`, timeZone);
  if (!(due instanceof Date)) throw new Error(`no half past two on ${day} in ${timeZone}`);
  return due;
}

/** A set of the course as staff have it before them. */
export async function subjectOf(db: Db, course: Course, slug: string, now: Date): Promise<AssignmentSubject> {
  const { versions, ...assignment } = await db.assignment.findUniqueOrThrow({
    where: { courseId_slug: { courseId: course.id, slug } },
    include: { versions: LATEST_VERSION },
  });
  if (!versions[0]) throw new Error(`${slug} has no version`);
  return { course, assignment: await setForStaff(db, assignment, now), version: readVersion(versions[0]) };
}

/** Invited by the first of the group, and accepted. */
export async function joinGroup(
  db: Db,
  subject: AssignmentSubject,
  { first, invitedId, now }: { first: string; invitedId: string; now: Date },
): Promise<void> {
  await inviteToMyGroup(db, NO_NEWS, subject, { userId: first, invitedId, now });
  const invitation = await db.groupInvitation.findFirst({
    where: { assignmentId: subject.assignment.id, userId: invitedId, invitedById: first },
  });
  // None where an earlier start has done it.
  if (!invitation) return;
  const who = { userId: invitedId, now, invitationId: invitation.id, bring: false };
  await acceptInvitation(db, NO_NEWS, subject, who);
}
