import type { Tx } from '../../database/prisma.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import { notify } from '../notifications/notify.ts';
import { movedWords } from '../notifications/words.ts';
import type { Place } from '../notifications/words.ts';
import { ensureGroup, lockGroups } from './ensureGroup.ts';
import { copyForOne, moveMember } from './moveMember.ts';
import type { MovingSet } from './moveMember.ts';

/** Who changed the group, and the groups that were changed. */
export interface Moved {
  people: string[];
  groups: string[];
}

/** By set, as open pages are told of it. */
export type LeftGroups = (Moved & { assignment: string })[];

/** Takes people out of their groups in a set, which its caller has locked, each with a copy of the draft. */
export async function putApart(
  tx: Tx,
  set: MovingSet,
  { userIds, reason, now }: { userIds: readonly string[]; reason: string; now: Date },
): Promise<Moved> {
  const moved: Moved = { people: [], groups: [] };
  for (const userId of userIds) {
    const from = await ensureGroup(tx, set.assignment.id, userId);
    if ((await tx.groupMember.count({ where: { groupId: from } })) === 1) continue;
    const to = await copyForOne(tx, set, { from, userId, now });
    await moveMember(tx, set, { userId, from, to, now, reason });
    moved.people.push(userId);
    moved.groups.push(from, to);
  }
  return moved;
}

/**
 * Takes people who are no students of a course any more out of their groups with others, in all its sets: such a group would
 * hand in for them, keep a place for them that nobody else gets, and let them read on. Whoever stays is told why.
 *
 * @returns by set, for those who tell open pages
 */
export async function leaveGroups(
  tx: Tx,
  course: Place['course'] & { id: string },
  { userIds, now }: { userIds: readonly string[]; now: Date },
): Promise<LeftGroups> {
  if (userIds.length === 0) return [];
  const sets = await tx.assignment.findMany({
    where: { courseId: course.id },
    select: { id: true, slug: true, versions: LATEST_VERSION },
    orderBy: { id: 'asc' },
  });
  const left: LeftGroups = [];
  for (const { id, slug, versions } of sets) {
    const [latest] = versions;
    if (!latest) continue;
    const version = readVersion(latest);
    await lockGroups(tx, id);
    // Who accepts one at this moment waits for the lock, and finds none.
    await tx.groupInvitation.deleteMany({ where: { assignmentId: id, userId: { in: [...userIds] } } });
    const members = await tx.groupMember.findMany({
      where: { assignmentId: id, userId: { in: [...userIds] } },
      select: { userId: true, group: { select: { members: { select: { userId: true } } } } },
    });
    for (const { userId: leaver, group } of members) {
      const reason = `You were no student of ${course.code} any more.`;
      const moved = await putApart(tx, { assignment: { id }, version }, { userIds: [leaver], reason, now });
      if (moved.people.length === 0) continue;
      // Without a name, which nobody would find here when it is to be forgotten.
      const told = `A member is no student of ${course.code} any more.`;
      left.push({ assignment: id, ...moved });
      await notify(tx, {
        kind: 'removed',
        courseId: course.id,
        userIds: group.members.flatMap(({ userId }) => (userId === leaver ? [] : [userId])),
        key: `${id} ${leaver} ${now.toISOString()}`,
        words: movedWords({ course, set: { slug, title: version.definition.title } }, told),
        now,
      });
    }
  }
  return left;
}
