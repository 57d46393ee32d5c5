/** One arrangement by staff, upon the groups that they had before them (ADR 150): students get together and part by themselves meanwhile. */
import type { Db, Tx } from '../../database/prisma.ts';
import { and } from '../notifications/words.ts';
import { peopleOf, PERSON_NAME } from '../people.ts';
import { requireSeen } from '../requireSeen.ts';
import type { Arrangement } from './arrangeGroups.ts';

/** Groups by their members, in an order of their own. */
const inOrder = (groups: readonly (readonly string[])[]): string[][] =>
  groups.map((members) => members.toSorted()).toSorted((a, b) => a[0]!.localeCompare(b[0]!));

/** The groups of several that some people are in. */
async function groupsOf(db: Db | Tx, assignmentId: string, userIds: readonly string[]) {
  const groups = await db.group.findMany({
    where: { assignmentId, members: { some: { userId: { in: [...userIds] } } } },
    select: { members: { select: { user: PERSON_NAME } } },
  });
  return groups.map(({ members }) => peopleOf(members)).filter((members) => members.length > 1);
}

/**
 * @param seen who was with whom among them; absent: whatever stands
 * @throws ApiError not_as_seen where they have other groups by now, and not those that are wished
 */
export async function asSeen(
  db: Db | Tx,
  assignmentId: string,
  { seen, ...arrangement }: Arrangement & { seen?: string[][] | undefined },
): Promise<readonly [Arrangement]> {
  if (seen === undefined) return [arrangement];
  const { userIds } = arrangement;
  const groups = await groupsOf(db, assignmentId, userIds);
  const isDone =
    arrangement.arrangement === 'apart'
      ? groups.length === 0
      : groups.some((members) => userIds.every((id) => members.some((member) => member.id === id)));
  if (!isDone)
    requireSeen(
      inOrder(seen),
      inOrder(groups.map((members) => members.map(({ id }) => id))),
      `Their groups were changed meanwhile: ${
        groups.length === 0
          ? 'each of them is alone by now'
          : groups.map((members) => `${and(members.map(({ name }) => name))} are together`).join('; ')
      }.`,
    );
  return [arrangement];
}
