import type { SetState } from '../../../contract/assignments.ts';
import type { SetStanding } from '../../../contract/effects.ts';
import type { Tx } from '../../database/prisma.ts';
import type { MadeChange } from '../policies/effects.ts';

type SetChange = MadeChange['sets'][number];

/** The key of a notice about the state of a set, or of a course with its sets. */
export const stateKey = (id: string, now: Date): string => `${id} state ${now.toISOString()}`;

/** For whom work is taken until another time, in one set. */
export const withOtherEnd = (
  changes: readonly MadeChange[],
  slug: string,
): { userId: string; after: SetStanding }[] =>
  changes.flatMap(({ student, sets }) => {
    const own = sets.find((set) => set.slug === slug);
    const isOther = own && own.before.acceptedUntil !== own.after.acceptedUntil;
    return isOther ? [{ userId: student.id, after: own.after }] : [];
  });

/** The same, of which nothing is to be said of when work is taken: it is said in other words. */
export const withSameEnds = (
  changes: readonly MadeChange[],
  isSaid: (set: SetChange) => boolean,
): MadeChange[] =>
  changes.map(({ sets, ...each }) => ({
    ...each,
    sets: sets.map((set) =>
      isSaid(set) ? { ...set, after: { ...set.after, acceptedUntil: set.before.acceptedUntil } } : set,
    ),
  }));

/**
 * Of those with another end whoever has begun, and whoever was still in time or was told before that no more work is taken. To those who never saw
 * the set it is none of their news.
 */
export async function concernedByState(
  tx: Tx,
  { id, courseId }: { id: string; courseId: string },
  changed: readonly { userId: string; after: SetStanding }[],
  { state, now }: { state: SetState; now: Date },
): Promise<string[]> {
  const userId = { in: changed.map((each) => each.userId) };
  const group = { assignmentId: id };
  const toldOf = (about: string) => ({ key: { startsWith: `extension ${about} state ` } });
  const [inGroups, named, told] = await Promise.all([
    tx.groupMember.findMany({ where: { group, userId }, select: { userId: true } }),
    tx.submissionMember.findMany({ where: { submission: { group }, userId }, select: { userId: true } }),
    tx.notification.findMany({
      where: { userId, OR: [toldOf(id), toldOf(courseId)] },
      select: { userId: true },
    }),
  ]);
  const wereInTime = changed.filter(({ after: { opensAt, dueAt } }) => {
    const isSeen = opensAt === null || new Date(opensAt) <= now;
    return state !== 'open' && isSeen && new Date(dueAt) > now;
  });
  return [...new Set([...inGroups, ...named, ...told, ...wereInTime].map((each) => each.userId))];
}
