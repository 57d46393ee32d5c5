import type { Tx } from '../../database/prisma.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import { movedWords, type OtherGroup } from '../notifications/groupWords.ts';
import type { Place } from '../notifications/words.ts';
import { ensureGroup, lockGroups } from './ensureGroup.ts';
import { PERSON_NAME } from '../people.ts';
import { copyForOne, moveMember, peopleIn } from './moveMember.ts';
import type { Moved, MovingSet } from './moveMember.ts';
import { tellGroups } from './tellGroups.ts';

/** By set, as open pages are told of it. */
export type LeftGroups = (ReturnType<typeof peopleIn> & { assignment: string })[];

/** Takes people out of their groups in a set, which its caller has locked, each with a copy of the draft. */
export async function putApart(
  tx: Tx,
  set: MovingSet,
  { userIds, reason, now }: { userIds: readonly string[]; reason: string; now: Date },
): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const userId of userIds) {
    const from = await ensureGroup(tx, set.assignment.id, userId);
    if ((await tx.groupMember.count({ where: { groupId: from } })) === 1) continue;
    const to = await copyForOne(tx, set, { from, userId, now });
    moved.push(await moveMember(tx, set, { userId, from, to, now, reason }));
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
      select: { userId: true, user: PERSON_NAME },
    });
    for (const { userId: leaver, user } of members) {
      const reason = `You were no student of ${course.code} any more.`;
      const moved = await putApart(tx, { assignment: { id }, version }, { userIds: [leaver], reason, now });
      if (moved.length === 0) continue;
      left.push({ assignment: id, ...peopleIn(moved) });
      const set = { id, slug, title: version.definition.title };
      const why = `${user.name} is no student of ${course.code} any more.`;
      const words = (place: Place, other: OtherGroup) => movedWords(place, other, why);
      await tellGroups(tx, { course, set }, { moved, words, by: leaver, now });
    }
  }
  return left;
}
