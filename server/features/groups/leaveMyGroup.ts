import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { findGroupId, lockGroups, lockMyGroup } from './ensureGroup.ts';
import { lockReason } from './getMyGroup.ts';

/**
 * Takes the caller out of their group. The last one to leave takes the drafts along; a group that has handed in
 * keeps at least one member, so that no submission is left without an owner.
 */
export async function leaveMyGroup(
  db: Db,
  { course, assignment }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    if (!(await findGroupId(tx, assignment.id, userId))) return;
    const groupId = await lockMyGroup(tx, assignment.id, userId);
    const [members, submissions] = await Promise.all([
      tx.groupMember.count({ where: { groupId } }),
      tx.submission.count({ where: { groupId } }),
    ]);
    const reason = lockReason(assignment, submissions > 0, now);
    if (reason) throw new ApiError('locked', reason);
    if (members === 1 && submissions > 0) {
      throw new ApiError('locked', 'You are the last member of a group that has handed in.');
    }
    if (members === 1) await tx.group.delete({ where: { id: groupId } });
    else {
      await tx.groupMember.delete({ where: { groupId_userId: { groupId, userId } } });
      await tx.group.update({ where: { id: groupId }, data: { changedAt: now } });
    }
    await recordAudit(tx, { actorId: userId, courseId: course.id, action: 'leaveMyGroup', subject: groupId });
  });
}
