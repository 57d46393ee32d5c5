/** Invitations: nobody joins a group without having agreed. */
import type { GroupConflict } from '../../../contract/groups.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { setForStudent } from '../../middleware/subject.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { ensureDocument, lockDocument } from '../documents/log.ts';
import { notify } from '../notifications/notify.ts';
import { joinedOrLeftWords } from '../notifications/groupWords.ts';
import { invitationWords } from '../notifications/words.ts';
import { PERSON_NAME } from '../people.ts';
import { ensureGroup, lockGroupRows, lockGroups, lockMyGroup } from './ensureGroup.ts';
import { assertStudents } from './assertStudents.ts';
import { lockReason } from './getMyGroup.ts';
import { bringAlong, moveMember } from './moveMember.ts';
import { tellGroups } from './tellGroups.ts';

interface Who {
  userId: string;
  now: Date;
}

async function assertOpen(tx: Tx, assignmentId: string, { userId, now }: Who): Promise<void> {
  // Read under the lock: the release of grades may have come in between.
  const set = await tx.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
  const reason = lockReason(await setForStudent(tx, set, { userId, now }));
  if (reason) throw new ApiError('locked', reason);
}

export async function inviteToMyGroup(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: AssignmentSubject,
  { userId, now, invitedId }: Who & { invitedId: string },
): Promise<void> {
  const { groupMax } = version.definition;
  if (groupMax === 1) throw new ApiError('unacceptable', 'This assignment is done alone.');
  const groupId = await db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    await assertOpen(tx, assignment.id, { userId, now });
    const mine = await lockMyGroup(tx, assignment.id, userId);
    // Both of them: who invites may have been taken out of the course while this waited.
    await assertStudents(tx, course.id, [...new Set([userId, invitedId])]);
    const members = await tx.groupMember.findMany({ where: { groupId: mine }, select: { userId: true } });
    if (members.some((member) => member.userId === invitedId)) return mine;
    const waiting = await tx.groupInvitation.findMany({
      where: { groupId: mine },
      select: { userId: true, user: PERSON_NAME },
    });
    if (waiting.some((invitation) => invitation.userId === invitedId)) return mine;
    if (members.length + waiting.length >= groupMax) {
      const details: GroupConflict = { people: waiting.map(({ user }) => user) };
      const hint = waiting.length > 0 ? ' Withdraw an invitation first.' : '';
      throw new ApiError('group_conflict', `A group has at most ${groupMax} members here.${hint}`, details);
    }
    const invitation = await tx.groupInvitation.create({
      data: {
        groupId: mine,
        assignmentId: assignment.id,
        userId: invitedId,
        invitedById: userId,
        invitedAt: now,
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'inviteToMyGroup',
      subject: mine,
      details: { invited: invitedId },
    });
    const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
    await notify(tx, {
      kind: 'invitation',
      courseId: course.id,
      userIds: [invitedId],
      key: invitation.id,
      words: invitationWords(
        { course, set: { slug: assignment.slug, title: version.definition.title } },
        name,
      ),
      now,
    });
    return mine;
  });
  news.tell({ kind: 'groups', assignment: assignment.id, people: [invitedId], groups: [groupId] });
}

/** Taken back by a member of the group, or declined by the invited. */
export async function withdrawInvitation(
  db: Db,
  news: WorkNews,
  { course, assignment }: AssignmentSubject,
  { userId, invitationId }: { userId: string; invitationId: string },
): Promise<void> {
  const invitation = await db.$transaction(async (tx) => {
    const found = await tx.groupInvitation.findFirst({
      where: {
        id: invitationId,
        assignmentId: assignment.id,
        OR: [{ userId }, { group: { members: { some: { userId } } } }],
      },
    });
    if (!found) return null;
    // Of two who take it back at once the second finds it gone.
    if ((await tx.groupInvitation.deleteMany({ where: { id: found.id } })).count === 0) return null;
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'withdrawInvitation',
      subject: found.groupId,
      details: { invited: found.userId },
    });
    return found;
  });
  // Answered or taken back meanwhile: it is gone, as was wished.
  if (!invitation) return;
  const { userId: invitedId, groupId } = invitation;
  news.tell({ kind: 'groups', assignment: assignment.id, people: [invitedId], groups: [groupId] });
}

/**
 * The invited joins. What they wrote alone stays in their own document, and is added to the group's on request.
 *
 * @throws ApiError not_found when it was accepted already or withdrawn; group_conflict when the group is full; locked
 */
export async function acceptInvitation(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: AssignmentSubject,
  { userId, now, invitationId, bring }: Who & { invitationId: string; bring: boolean },
): Promise<void> {
  const { definition } = version;
  const moved = await db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    await assertOpen(tx, assignment.id, { userId, now });
    const invitation = await tx.groupInvitation.findFirst({
      where: { id: invitationId, assignmentId: assignment.id, userId },
      select: { groupId: true, group: { select: { members: { select: { user: PERSON_NAME } } } } },
    });
    if (!invitation)
      throw new ApiError(
        'not_found',
        'This invitation waits no more: it was accepted already, or withdrawn. Nothing was changed by this; the page shows your group.',
      );
    const { groupId: to, group } = invitation;
    const from = await ensureGroup(tx, assignment.id, userId);
    if (group.members.length >= definition.groupMax) {
      const details: GroupConflict = { people: group.members.map(({ user }) => user) };
      throw new ApiError('group_conflict', 'That group is full by now. Your group is as it was.', details);
    }
    await lockGroupRows(tx, [from, to]);
    // In one order, whoever else joins or leaves.
    for (const groupId of [from, to].sort()) {
      await ensureDocument(tx, { groupId, definition, now });
      await lockDocument(tx, groupId);
    }
    const alone = (await tx.groupMember.count({ where: { groupId: from } })) === 1;
    const moved = [await moveMember(tx, { assignment }, { userId, from, to, now, reason: null })];
    const set = { id: assignment.id, slug: assignment.slug, title: definition.title };
    await tellGroups(tx, { course, set }, { moved, words: joinedOrLeftWords, by: userId, now });
    if (bring && alone) await bringAlong(tx, definition, { from, to, userId, now });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'acceptInvitation',
      subject: to,
      details: { from, bring },
    });
    return { from, to };
  });
  const groups = [moved.from, moved.to];
  news.tell({ kind: 'groups', assignment: assignment.id, people: [userId], groups });
  const { seq } = await db.document.findUniqueOrThrow({ where: { groupId: moved.to } });
  news.tell({ kind: 'written', group: moved.to, seq });
}
