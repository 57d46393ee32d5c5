import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { setForStudent } from '../../middleware/subject.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { joinedOrLeftWords } from '../notifications/groupWords.ts';
import { findGroupId, lockGroups } from './ensureGroup.ts';
import { lockReason } from './getMyGroup.ts';
import { copyForOne, moveMember } from './moveMember.ts';
import { tellGroups } from './tellGroups.ts';

/** Takes the caller out of their group, with a copy of its draft; who is alone already stays as they are. */
export async function leaveMyGroup(
  db: Db,
  news: WorkNews,
  { course, assignment, version }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  const left = await db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    const set = await tx.assignment.findUniqueOrThrow({ where: { id: assignment.id } });
    const reason = lockReason(await setForStudent(tx, set, { userId, now }));
    if (reason) throw new ApiError('locked', reason);
    const from = await findGroupId(tx, assignment.id, userId);
    if (!from || (await tx.groupMember.count({ where: { groupId: from } })) === 1) return null;
    const to = await copyForOne(tx, { assignment, version }, { from, userId, now });
    const moved = [await moveMember(tx, { assignment }, { userId, from, to, now, reason: null })];
    const of = { id: assignment.id, slug: assignment.slug, title: version.definition.title };
    await tellGroups(tx, { course, set: of }, { moved, words: joinedOrLeftWords, by: userId, now });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'leaveMyGroup',
      subject: from,
      details: { to },
    });
    return { from, to };
  });
  if (left)
    news.tell({
      kind: 'groups',
      assignment: assignment.id,
      people: [userId],
      groups: [left.from, left.to],
    });
}
