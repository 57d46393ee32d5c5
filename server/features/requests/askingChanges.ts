/**
 * Who may ask for a regrade otherwise than before an act: less long, longer, or more or fewer times. They are told of it, since a time that they
 * count on ends without them. What is compared is what their pages say (`askingOf`), whatever the act was.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Assignment, Course } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { countingByStudent } from '../grading/scoreChanges.ts';
import { askingWords } from '../notifications/askingWords.ts';
import type { MayAsk } from '../notifications/askingWords.ts';
import { notify } from '../notifications/notify.ts';
import { askingOf } from './asking.ts';

/** Of each student who reads a grade of theirs and may ask about it: until when and how often, of all of their questions. */
type Asking = ReadonlyMap<string, MayAsk>;

export async function askingIn(tx: Tx, set: Assignment, now: Date): Promise<Asking> {
  const counting = await countingByStudent(tx, set.id);
  const userIds = [...counting.keys()];
  const dueTimes = await loadDueTimes(tx, [set], userIds);
  const made = await tx.regradeRequest.groupBy({
    by: ['askedById'],
    where: { assignmentId: set.id, events: { none: { act: 'withdrawn' } } },
    _count: true,
  });
  const usedBy = new Map(made.map(({ askedById, _count }) => [askedById, _count]));
  const standings = [...counting].flatMap(([userId, { scores }]): [string, MayAsk][] => {
    const times = dueTimes.of(set, userId);
    const subject = { ...set, policy: dueTimes.policyOf(set), times };
    const used = usedBy.get(userId) ?? 0;
    const open = scores
      .filter(({ score }) => score !== null)
      .map(({ question }) => askingOf(subject, { question: question.id, used, now }))
      .filter(({ closed }) => closed === null);
    const ends = open.map(({ until }) => until);
    const [first] = open;
    if (first === undefined) return [];
    const until = ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null);
    return [[userId, { until, left: first.limit === null ? null : first.limit - used }]];
  });
  return new Map(standings);
}

export interface OtherAsking {
  userId: string;
  before: MayAsk | null;
  after: MayAsk | null;
}

/** Whose asking is another one. */
export const askingChanges = (before: Asking, after: Asking): OtherAsking[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .map((userId) => ({ userId, before: before.get(userId) ?? null, after: after.get(userId) ?? null }))
    .filter((each) => !isDeepStrictEqual(each.before, each.after));

export async function tellOfAsking(
  tx: Tx,
  { course, set }: { course: Course; set: { id: string; slug: string; title: string } },
  changes: readonly OtherAsking[],
  now: Date,
): Promise<void> {
  const alike = Map.groupBy(changes, ({ before, after }) => JSON.stringify([before, after]));
  for (const same of alike.values())
    await notify(tx, {
      kind: 'request',
      courseId: course.id,
      userIds: same.map(({ userId }) => userId),
      key: `${set.id} asking ${now.toISOString()}`,
      words: askingWords({ course, set }, same[0]!),
      now,
    });
}
