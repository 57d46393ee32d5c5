import type { GroupConflict } from '../../../contract/groups.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { PERSON_NAME } from '../people.ts';
import { lockGroups, lockMyGroup } from './ensureGroup.ts';
import { lockReason } from './getMyGroup.ts';

/** Groups in which somebody was alone and nothing was written: made in passing, and no loss. */
async function dissolveUnusedGroups(tx: Tx, assignmentId: string, userIds: string[]): Promise<void> {
  // Waits for what is being written in them just now; the next statement sees it.
  await tx.$queryRaw`
    SELECT 1 FROM groups WHERE id IN (
      SELECT group_id FROM group_members
      WHERE assignment_id = ${assignmentId}::uuid AND user_id = ANY(${userIds}::uuid[]))
    ORDER BY id FOR UPDATE`;
  await tx.group.deleteMany({
    where: {
      assignmentId,
      members: { some: { userId: { in: userIds } }, every: { userId: { in: userIds } } },
      submissions: { none: {} },
      drafts: { none: { text: { not: '' } } },
      images: { none: {} },
    },
  });
}

async function assertStudents(tx: Tx, courseId: string, userIds: string[]): Promise<void> {
  const found = await tx.enrolment.count({ where: { courseId, role: 'student', userId: { in: userIds } } });
  if (found !== userIds.length) {
    throw new ApiError('unacceptable', 'Only students of this course can be members of a group.');
  }
}

/**
 * Makes the given students, and the caller, the members of the caller's group.
 *
 * @throws ApiError group_conflict when one of them has work in another group; locked; unacceptable
 */
export async function setMyGroup(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  { userId, userIds, now }: { userId: string; userIds: string[]; now: Date },
): Promise<void> {
  const wanted = [...new Set([userId, ...userIds])];
  const { groupMax } = version.definition;
  if (wanted.length > groupMax) {
    const limit = groupMax === 1 ? 'is done alone' : `takes at most ${groupMax} members a group`;
    throw new ApiError('unacceptable', `This assignment ${limit}.`);
  }
  await db.$transaction(async (tx) => {
    await assertStudents(tx, course.id, wanted);
    await lockGroups(tx, assignment.id);
    const groupId = await lockMyGroup(tx, assignment.id, userId);
    const hasSubmission = (await tx.submission.count({ where: { groupId } })) > 0;
    const reason = lockReason(assignment, hasSubmission, now);
    if (reason) throw new ApiError('locked', reason);

    const others = wanted.filter((id) => id !== userId);
    const members = await tx.groupMember.findMany({ where: { groupId }, select: { userId: true } });
    const joining = others.filter((id) => !members.some((member) => member.userId === id));
    await dissolveUnusedGroups(tx, assignment.id, joining);
    const taken = await tx.groupMember.findMany({
      where: { assignmentId: assignment.id, userId: { in: joining } },
      select: { user: PERSON_NAME },
      orderBy: { user: { name: 'asc' } },
    });
    if (taken.length > 0) {
      const names = taken.map(({ user }) => user.name).join(', ');
      const details: GroupConflict = { taken: taken.map(({ user }) => user) };
      const verb = taken.length === 1 ? 'is' : 'are';
      const message = `${names} ${verb} already in another group of this assignment and would have to leave it first.`;
      throw new ApiError('group_conflict', message, details);
    }
    await tx.groupMember.deleteMany({ where: { groupId, userId: { notIn: wanted } } });
    await tx.groupMember.createMany({
      data: joining.map((id) => ({ groupId, assignmentId: assignment.id, userId: id })),
    });
    await tx.group.update({ where: { id: groupId }, data: { changedAt: now } });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'setMyGroup',
      subject: groupId,
      details: { members: wanted },
    });
  });
}
