import type { Tx } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { notify } from '../notifications/notify.ts';
import type { Place, Words } from '../notifications/words.ts';
import type { Moved } from './putApart.ts';

interface Telling extends Moved {
  words: (place: Place) => Words;
  /** Who did it, and knows. */
  by: string;
  now: Date;
}

/**
 * Whoever’s group is another one is told, by whose act it may be: those who were moved, and all who are in the groups that were changed. They write and
 * hand in with others from then on, or alone, and need not come by the page before it matters.
 */
export async function tellGroups(
  tx: Tx,
  { course, assignment, version }: Pick<AssignmentSubject, 'course' | 'assignment' | 'version'>,
  { people, groups, words, by, now }: Telling,
): Promise<void> {
  const there = await tx.groupMember.findMany({
    where: { groupId: { in: groups } },
    select: { userId: true },
  });
  await notify(tx, {
    kind: 'removed',
    courseId: course.id,
    userIds: [...people, ...there.map(({ userId }) => userId)].filter((userId) => userId !== by),
    key: `${assignment.id} ${by} ${now.toISOString()}`,
    words: words({ course, set: { slug: assignment.slug, title: version.definition.title } }),
    now,
  });
}
