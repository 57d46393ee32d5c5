import type { MyGroup } from '../../../contract/groups.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';

/** Why the members cannot be changed any more; null when they can. */
export function lockReason(
  { gradesReleasedAt, dueAt }: { gradesReleasedAt: Date | null; dueAt: Date },
  hasSubmission: boolean,
  now: Date,
): string | null {
  if (gradesReleasedAt) return 'Grades are released; the group stays as it is.';
  if (now > dueAt && hasSubmission) return 'The due time is over and the group has handed in.';
  return null;
}

export async function getMyGroup(
  db: Db | Tx,
  { course, assignment, version }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<MyGroup> {
  const students = await db.enrolment.findMany({
    where: { courseId: course.id, role: 'student', userId: { not: userId } },
    select: { user: PERSON_NAME },
    orderBy: { user: { name: 'asc' } },
  });
  const memberships = await db.groupMember.findMany({
    where: { assignmentId: assignment.id },
    select: { groupId: true, userId: true },
  });
  const mine = memberships.find((member) => member.userId === userId);
  const group = mine
    ? await db.group.findUniqueOrThrow({
        where: { id: mine.groupId },
        include: { members: { select: { user: PERSON_NAME } }, _count: { select: { submissions: true } } },
      })
    : null;
  const elsewhere = new Set(
    memberships.filter(({ groupId }) => groupId !== mine?.groupId).map((member) => member.userId),
  );
  return {
    group: group && { id: group.id, members: peopleOf(group.members) },
    groupMax: version.definition.groupMax,
    locked: lockReason(assignment, (group?._count.submissions ?? 0) > 0, now),
    classmates: students.map(({ user }) => ({ ...user, taken: elsewhere.has(user.id) })),
    changedAt: group?.changedAt.toISOString() ?? null,
  };
}
