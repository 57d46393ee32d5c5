/**
 * Who is told that a course is archived, or open again: students who lose something by it, time to hand in, the right to ask or an answer that they
 * wait for, once however many sets it is; and colleagues who work in it. To all others a course that is over is as it was.
 */
import type { Assignment, Course } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import { concernedByState, stateKey, withOtherEnd } from '../assignments/tellOfState.ts';
import { courseStateWords, staffCourseStateWords } from '../notifications/courseWords.ts';
import { notify } from '../notifications/notify.ts';
import type { MadeChange } from '../policies/effects.ts';
import type { OtherAsking } from '../requests/askingChanges.ts';
import { GRADES } from '../roster/active.ts';

interface Made {
  /** The sets that were archived or opened with the course. */
  touched: readonly { set: Assignment; asking: readonly OtherAsking[] }[];
  changes: readonly MadeChange[];
}

interface Act {
  archived: boolean;
  actorId: string;
  now: Date;
}

async function titlesOf(tx: Tx, sets: readonly Assignment[]): Promise<Map<string, string>> {
  const rows = await tx.assignment.findMany({
    where: { id: { in: sets.map(({ id }) => id) } },
    select: { id: true, versions: LATEST_VERSION_ID },
  });
  const versions = await readVersions(
    tx,
    rows.flatMap((row) => row.versions),
  );
  const titleOf = new Map(versions.map(({ id, definition }) => [id, definition.title]));
  return new Map(rows.map(({ id, versions: [latest] }) => [id, titleOf.get(latest?.id ?? '') ?? '']));
}

export async function tellOfCourseState(
  tx: Tx,
  course: Course,
  { touched, changes }: Made,
  { archived, actorId, now }: Act,
): Promise<void> {
  const notice = { courseId: course.id, key: stateKey(course.id, now), now };
  const titles = await titlesOf(
    tx,
    touched.map(({ set }) => set),
  );
  const state = archived ? 'archived' : 'open';
  const writes: { userId: string; title: string }[] = [];
  for (const { set } of touched) {
    const changed = withOtherEnd(changes, set.slug);
    for (const userId of await concernedByState(tx, set, changed, { state, now }))
      writes.push({ userId, title: titles.get(set.id) ?? '' });
  }
  const asks = touched.flatMap(({ set, asking }) =>
    asking.map(({ userId }) => ({ userId, title: titles.get(set.id) ?? '' })),
  );
  const open = await tx.regradeRequest.findMany({
    where: {
      assignment: { courseId: course.id },
      NOT: { events: { some: { act: { in: ['closed', 'withdrawn'] } } } },
    },
    select: { askedById: true },
  });
  const waiting = new Set(open.map(({ askedById }) => askedById));
  const titlesBy = (all: typeof writes, userId: string) =>
    all.filter((each) => each.userId === userId).map(({ title }) => title);
  const told = [...new Set([...[...writes, ...asks].map(({ userId }) => userId), ...waiting])].map(
    (userId) => ({
      userId,
      words: courseStateWords(course, {
        archived,
        writes: titlesBy(writes, userId),
        asks: titlesBy(asks, userId),
        waits: waiting.has(userId),
      }),
    }),
  );
  for (const same of Map.groupBy(told, ({ words }) => JSON.stringify(words)).values()) {
    const userIds = same.map(({ userId }) => userId);
    await notify(tx, { ...notice, kind: 'extension', userIds, words: same[0]!.words });
  }
  const { name } = await tx.user.findUniqueOrThrow({ where: { id: actorId }, select: { name: true } });
  const staff = await tx.enrolment.findMany({
    where: { ...GRADES, courseId: course.id, userId: { not: actorId } },
    select: { userId: true },
  });
  const userIds = staff.map(({ userId }) => userId);
  await notify(tx, {
    ...notice,
    kind: 'removed',
    userIds,
    words: staffCourseStateWords(course, { archived, by: name }),
  });
}
