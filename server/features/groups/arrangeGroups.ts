/** Groups made by staff, with the same guarantees as those that students make: people move, texts and submissions stay. */
import type { StudentChange } from '../../../contract/effects.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { ensureDocument } from '../documents/log.ts';
import { assertStudents } from './assertStudents.ts';
import { ensureGroup, lockGroupRows, lockGroups } from './ensureGroup.ts';
import { movedWords, type OtherGroup } from '../notifications/groupWords.ts';
import type { Place } from '../notifications/words.ts';
import { compared, LONG_TRANSACTION, withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { moveMember, peopleIn, type Moved } from './moveMember.ts';
import { tellGroups } from './tellGroups.ts';
import { putApart } from './putApart.ts';

export interface Arrangement {
  userIds: readonly string[];
  arrangement: 'together' | 'apart';
  reason: string;
}

async function putTogether(
  tx: Tx,
  { assignment, version }: AssignmentSubject,
  { userIds, reason, now }: Arrangement & { now: Date },
): Promise<Moved[]> {
  const { definition } = version;
  const homes = new Map<string, string>();
  for (const userId of userIds) homes.set(userId, await ensureGroup(tx, assignment.id, userId));
  await lockGroupRows(tx, [...homes.values()]);
  for (const groupId of [...new Set(homes.values())].sort())
    await ensureDocument(tx, { groupId, definition, now });
  const sizes = await tx.groupMember.groupBy({
    by: ['groupId'],
    where: { groupId: { in: [...homes.values()] } },
    _count: true,
  });
  const hasCompany = (groupId: string) => sizes.some((each) => each.groupId === groupId && each._count > 1);
  const to = [...homes.values()].find(hasCompany) ?? homes.values().next().value;
  if (to === undefined) return [];
  const there = await tx.groupMember.findMany({ where: { groupId: to }, select: { userId: true } });
  const members = new Set([...there.map(({ userId }) => userId), ...userIds]);
  if (members.size > definition.groupMax) {
    throw new ApiError(
      'unacceptable',
      `That would be a group of ${members.size}; here a group has at most ${definition.groupMax} members. Nothing was changed.`,
    );
  }
  const moved: Moved[] = [];
  for (const [userId, from] of homes)
    if (from !== to) moved.push(await moveMember(tx, { assignment }, { userId, from, to, now, reason }));
  return moved;
}

/** A look at what a move would change, and the sets of which its reader sees no name beside a score. */
export interface Preview {
  anonymous: ReadonlySet<string>;
}

/**
 * Several arrangements in one transaction: all of them or none. A group may have other times, so that a preview says whom a
 * move changes.
 *
 * @param plan what is to be moved, of the groups as they are while nobody else moves anybody
 */
export async function arrangeGroups(
  db: Db,
  news: WorkNews,
  subject: AssignmentSubject,
  {
    plan,
    actorId,
    now,
    preview,
  }: {
    plan: (db: Db | Tx) => Promise<readonly Arrangement[]>;
    actorId: string;
    now: Date;
    preview: Preview | null;
  },
): Promise<StudentChange[] | null> {
  const { course, assignment, version } = subject;
  const set = { id: assignment.id, slug: assignment.slug, title: version.definition.title };
  const arrange = async (tx: Tx, arrangements: readonly Arrangement[]) => {
    const all: Moved[] = [];
    for (const arrangement of arrangements) {
      const userIds = [...new Set(arrangement.userIds)];
      await assertStudents(tx, course.id, userIds);
      const put = arrangement.arrangement === 'together' ? putTogether : putApart;
      const moved = await put(tx, subject, { ...arrangement, userIds, now });
      all.push(...moved);
      // They are together, or apart, already.
      if (moved.length === 0) continue;
      await recordAudit(tx, {
        actorId,
        courseId: course.id,
        action: 'arrangeGroup',
        subject: assignment.slug,
        details: { ...arrangement, userIds },
      });
    }
    // Once of the whole act: a file takes people apart before it puts them together.
    const reason = arrangements[0]?.reason ?? '';
    const words = (place: Place, other: OtherGroup) => movedWords(place, other, reason);
    await tellGroups(tx, { course, set }, { moved: all, words, by: actorId, now });
    return all;
  };
  const whoseIn = (arrangements: readonly Arrangement[]) => ({
    ...{ courseId: course.id, now },
    userIds: [...new Set(arrangements.flatMap((each) => each.userIds))],
  });
  if (preview !== null) {
    const arrangements = await plan(db);
    const whose = { ...whoseIn(arrangements), ...preview, preview: true };
    const { changes } = await withEffects(db, whose, async (tx) => ({
      moved: await arrange(tx, arrangements),
    }));
    return changes;
  }
  const { made: moved } = await db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    const arrangements = await plan(tx);
    const compare = await compared(tx, whoseIn(arrangements), () => arrange(tx, arrangements));
    await tellOfChanges(tx, compare.changes, { courseId: course.id, now, why: 'Your group is another one.' });
    return compare;
  }, LONG_TRANSACTION);
  news.tell({
    kind: 'groups',
    assignment: assignment.id,
    ...peopleIn(moved),
  });
  return null;
}
