import type { Tx } from '../../database/prisma.ts';
import { notify } from '../notifications/notify.ts';
import type { OtherGroup } from '../notifications/groupWords.ts';
import type { Place, Words } from '../notifications/words.ts';
import { PERSON_NAME } from '../people.ts';
import type { Moved } from './moveMember.ts';

interface Where {
  course: Place['course'] & { id: string };
  set: Place['set'] & { id: string };
}

interface Telling {
  /** In the order in which they were moved. */
  moved: readonly Moved[];
  words: (place: Place, other: OtherGroup) => Words;
  /** Who did it, and knows. */
  by: string;
  now: Date;
}

/** From where each came in the end, and to where: whoever is where they were is none. */
function netOf(moved: readonly Moved[]): Moved[] {
  const byPerson = Map.groupBy(moved, ({ userId }) => userId);
  const net = [...byPerson.values()].map((moves) => ({ ...moves[0]!, to: moves.at(-1)!.to }));
  return net.filter(({ from, to }) => from !== to);
}

/**
 * Whoever has other people in their group than before an act is told, by whose act it may be: with whom they are now, who came and who went. They
 * write and hand in with others from then on, or alone, and need not come by the page before it matters.
 */
export async function tellGroups(
  tx: Tx,
  { course, set }: Where,
  { moved, words, by, now }: Telling,
): Promise<void> {
  const net = netOf(moved);
  const groups = [...new Set(net.flatMap(({ from, to }) => [from, to]))];
  const rows = await tx.groupMember.findMany({
    where: { groupId: { in: groups } },
    select: { groupId: true, user: PERSON_NAME },
    orderBy: { user: { name: 'asc' } },
  });
  const nameOf = new Map(rows.map(({ user }) => [user.id, user.name]));
  const namesOf = (ids: readonly string[]) => ids.map((id) => nameOf.get(id) ?? '');
  const movedBy = new Map(net.map((each) => [each.userId, each]));
  const groupOf = new Map(rows.map(({ groupId, user }) => [user.id, groupId]));
  /** Of all that are concerned, by the group that they were in. */
  const wereIn = Map.groupBy(nameOf.keys(), (id) => movedBy.get(id)?.from ?? groupOf.get(id));
  const areIn = Map.groupBy(nameOf.keys(), (id) => groupOf.get(id));
  const place = { course, set };
  const told = [...groupOf].flatMap(([userId, groupId]) => {
    const isOther = (id: string) => id !== userId;
    const were = (wereIn.get(movedBy.get(userId)?.from ?? groupId) ?? []).filter(isOther);
    const are = (areIn.get(groupId) ?? []).filter(isOther);
    const came = are.filter((id) => !were.includes(id));
    const went = were.filter((id) => !are.includes(id));
    if (userId === by || came.length + went.length === 0) return [];
    return [{ userId, words: words(place, { came: namesOf(came), went: namesOf(went), now: namesOf(are) }) }];
  });
  for (const same of Map.groupBy(told, (each) => JSON.stringify(each.words)).values())
    await notify(tx, {
      kind: 'removed',
      courseId: course.id,
      userIds: same.map(({ userId }) => userId),
      key: `${set.id} ${by} ${now.toISOString()}`,
      words: same[0]!.words,
      now,
    });
}
