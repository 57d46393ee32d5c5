/**
 * Whoever has other times or another score that is out is told, once for each act that did it and whatever it was: a decision, an
 * extension, another section or group, a new version. It tells of what a preview of the act would have shown, as far as
 * they may see it themselves.
 */
import { randomUUID } from 'node:crypto';
import type { NoticeKind } from '../../../contract/notifications.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { gradesToRead } from '../grading/gradesToRead.ts';
import { notify } from '../notifications/notify.ts';
import { otherScoreWords, otherTimesWords, otherTotalWords, releasedWords } from '../notifications/words.ts';
import type { OtherTimes, Words } from '../notifications/words.ts';
import { isScoreSeen } from './effects.ts';
import type { MadeChange } from './effects.ts';

interface Act {
  courseId: string;
  now: Date;
  /** What they are told it is for. */
  why: string;
  /** Done for just these people: they are told of a set that is not open yet, too. */
  isForThem?: boolean;
}

type SetChange = MadeChange['sets'][number];

const momentOf = (at: string | null): Date | null => (at === null ? null : new Date(at));

/** The times of a set that are other ones, and still matter; null for none. */
function otherTimesIn(
  { slug, title, before, after }: SetChange,
  { now, isForThem = false }: Act,
): OtherTimes | null {
  const isOver = (at: string | null) => at !== null && new Date(at) <= now;
  const isOpen = after.opensAt === null || isOver(after.opensAt);
  const matters: Record<'opensAt' | 'dueAt' | 'acceptedUntil' | 'releasesAt', boolean> = {
    opensAt: !(isOpen && (before.opensAt === null || isOver(before.opensAt))),
    dueAt: isOpen || isForThem,
    acceptedUntil:
      (isOpen || isForThem) &&
      !after.released &&
      !(isOver(before.acceptedUntil) && isOver(after.acceptedUntil)),
    // A plan is told when its time has come, and what was out and is not any more where that is decided.
    releasesAt: (isOpen || isForThem) && before.releasesAt !== null && !before.released && !after.released,
  };
  const times = Object.entries(matters).flatMap(([name, isSaid]) => {
    const [then, from] = [before[name as keyof typeof matters], after[name as keyof typeof matters]];
    return isSaid && then !== from ? [[name, { before: momentOf(then), after: momentOf(from) }]] : [];
  });
  return times.length > 0 ? { slug, title, times: Object.fromEntries(times) as OtherTimes['times'] } : null;
}

const hasOtherScore = ({ before, after }: SetChange, now: Date): boolean =>
  before.score !== after.score && isScoreSeen(before, now) && isScoreSeen(after, now);

const comesOut = ({ before, after }: SetChange): boolean =>
  after.late !== null && after.released && !before.released;

/** What is left to tell of where some have been told of one set’s scores question by question. */
export function withoutTold(
  changes: readonly MadeChange[],
  { slug, told }: { slug: string; told: ReadonlySet<string> },
): MadeChange[] {
  return changes.map(({ sets, seenTotal, ...change }) => ({
    ...change,
    // Another score makes another total.
    seenTotal: told.has(change.student.id) ? { ...seenTotal, after: seenTotal.before } : seenTotal,
    sets: sets.map((each) =>
      each.slug === slug && told.has(change.student.id)
        ? { ...each, after: { ...each.after, score: each.before.score } }
        : each,
    ),
  }));
}

export async function tellOfChanges(tx: Tx, changes: readonly MadeChange[], act: Act): Promise<void> {
  if (changes.length === 0) return;
  const { courseId, now, why } = act;
  const course = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
  const sets = await tx.assignment.findMany({ where: { courseId } });
  const idOf = new Map(sets.map(({ slug, id }) => [slug, id]));
  const hidden = new Set(sets.flatMap(({ slug, hiddenAt }) => (hiddenAt === null ? [] : [slug])));
  const toRead = new Map<string, Promise<Map<string, string[]>>>();
  const toReadIn = (slug: string) => {
    const known =
      toRead.get(slug) ??
      gradesToRead(
        tx,
        sets.find((set) => set.slug === slug)!,
        now,
      );
    toRead.set(slug, known);
    return known;
  };
  // Of two acts at the same moment they are told of both.
  const key = `${courseId} ${randomUUID()}`;
  const told: { userId: string; kind: NoticeKind; key: string; words: Words }[] = [];
  const others: string[] = [];
  for (const { student, sets: all, seenTotal } of changes) {
    // Of a set that was taken back whoever handed it in still reads the score.
    const seen = all.filter(({ slug }) => !hidden.has(slug));
    const tell = (kind: NoticeKind, key: string, words: Words) =>
      told.push({ userId: student.id, kind, key, words });
    const times = seen.flatMap((change) => otherTimesIn(change, act) ?? []);
    if (times.length > 0) tell('extension', key, otherTimesWords(course, times, why));
    const scores = all.filter((change) => hasOtherScore(change, now));
    if (scores.length > 0) tell('graded', key, otherScoreWords(course, scores, why));
    if (seenTotal.before !== seenTotal.after && scores.length === 0 && !all.some(comesOut))
      others.push(student.id);
    // By the key of a plan whose time has come, so that it is told once: see `notifications/remind.ts`.
    for (const { slug, title, after } of seen.filter(comesOut)) {
      const readable = (await toReadIn(slug)).get(student.id);
      if (readable === undefined) continue;
      tell(
        'released',
        `${idOf.get(slug)} ${after.releasesAt}`,
        releasedWords({ course, set: { slug, title } }, readable),
      );
    }
  }
  const alike = Map.groupBy(told, ({ kind, key, words }) => JSON.stringify([kind, key, words]));
  for (const same of alike.values()) {
    const { userId: _, ...notice } = same[0]!;
    await notify(tx, { ...notice, courseId, userIds: same.map(({ userId }) => userId), now });
  }
  await tellOfTotal(tx, course, others, act);
}

/**
 * Whose total is another one while their scores are not: other weights, another category, one that is missing counts or does not. Once until
 * they have read it, however often the weights are moved.
 */
async function tellOfTotal(
  tx: Tx,
  course: Course,
  userIds: readonly string[],
  { now, why }: Act,
): Promise<void> {
  const about = `${course.id} total `;
  const waiting = await tx.notification.findMany({
    where: { userId: { in: [...userIds] }, readAt: null, key: { startsWith: `graded ${about}` } },
    select: { userId: true },
  });
  const told = new Set(waiting.map(({ userId }) => userId));
  await notify(tx, {
    kind: 'graded',
    courseId: course.id,
    userIds: userIds.filter((userId) => !told.has(userId)),
    key: `${about}${randomUUID()}`,
    words: otherTotalWords(course, why),
    now,
  });
}
