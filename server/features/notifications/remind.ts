/** What nobody does and yet is to be said: that a set is due, and the mail of the day. */
import { fromWallClock } from '../../../grader/wallClock.ts';
import { own } from '../../../contract/own.ts';
import type { Assignment, Course } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { loadPolicies } from '../../middleware/policies.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/versions.ts';
import { unsubmittedAtRelease, tellUnsubmitted } from '../assignments/unsubmitted.ts';
import { gradesToRead } from '../grading/gradesToRead.ts';
import { comingOutAt, RELEASING } from '../policies/releasesCome.ts';
import { ACTIVE } from '../roster/active.ts';
import { eachApart } from './eachApart.ts';
import { notify } from './notify.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { dueWords, releasedWords } from './words.ts';

const DAY_MS = 86_400_000;
/** The digest goes out at this hour of the course's zone. */
const DIGEST_AT = '06:00';

/** Tells whoever has less than a day left and is named by no submission; once for each due time that is theirs. */
export async function remindOfDueSets(db: Db, now: Date): Promise<void> {
  const within = { gt: now, lte: new Date(now.getTime() + DAY_MS) };
  const sets = await db.assignment.findMany({
    where: {
      hiddenAt: null,
      archivedAt: null,
      course: { archivedAt: null },
      OR: [{ dueAt: within }, { extensions: { some: { dueAt: within } } }],
    },
    include: { course: true, versions: LATEST_VERSION },
  });
  await eachApart(sets, async ({ course, versions, ...set }) => {
    const [latest] = versions;
    if (!latest) return;
    const students = await db.enrolment.findMany({
      where: {
        courseId: course.id,
        role: 'student',
        ...ACTIVE,
        user: { submissionMembers: { none: { submission: { group: { assignmentId: set.id } } } } },
      },
      select: { userId: true },
    });
    const userIds = students.map(({ userId }) => userId);
    const dueTimes = await loadDueTimes(db, [set], userIds);
    const byDue = Map.groupBy(userIds, (userId) => dueTimes.of(set, userId).dueAt.getTime());
    const place = { course, set: { slug: set.slug, title: readVersion(latest).definition.title } };
    for (const [time, theirs] of byDue) {
      const dueAt = new Date(time);
      if (dueAt <= within.gt || dueAt > within.lte) continue;
      const notice = { kind: 'due', courseId: course.id, userIds: theirs, now } as const;
      const key = `${set.id} ${dueAt.toISOString()}`;
      await db.$transaction((tx) => notify(tx, { ...notice, key, words: dueWords(place, dueAt) }));
    }
  });
}

interface HeldQuestion {
  title: string;
  until: Date;
}

/** What comes out for somebody when: the set at the time that is theirs, and after it each question that is held back longer. */
function comingOut(releasesAt: Date, held: readonly HeldQuestion[]): { at: Date; questions: string[] }[] {
  const later = Map.groupBy(
    held.filter(({ until }) => until > releasesAt),
    ({ until }) => until.getTime(),
  );
  const afterwards = [...later].map(([time, of]) => ({
    at: new Date(time),
    questions: of.map(({ title }) => title),
  }));
  return [{ at: releasesAt, questions: [] }, ...afterwards];
}

type IsLately = (at: Date | null) => boolean;

/**
 * Tells of grades whose planned time has come, each person at the time that is theirs, and of questions that were held back
 * when theirs has; who was told at a release is not told again.
 */
export async function tellOfPlannedReleases(db: Db, now: Date): Promise<void> {
  const since = new Date(now.getTime() - DAY_MS);
  const isLately: IsLately = (at) => at !== null && at > since && at <= now;
  const sets = await db.assignment.findMany({
    where: { hiddenAt: null, course: { archivedAt: null }, gradesReleasedAt: { lte: now } },
    select: RELEASING,
  });
  await eachApart(sets, async (each) => {
    const policies = await loadPolicies(db, [each.id]);
    if (!comingOutAt(each, policies.get(each.id)!).some(isLately)) return;
    const { course, versions, ...set } = await db.assignment.findUniqueOrThrow({
      where: { id: each.id },
      include: { course: true, versions: LATEST_VERSION },
    });
    const [latest] = versions;
    if (!latest) return;
    const { definition } = readVersion(latest);
    const userIds = (await countingSubmissions(db, [set.id])).map(({ userId }) => userId);
    const dueTimes = await loadDueTimes(db, [set], userIds);
    const { heldBack } = dueTimes.policyOf(set).set;
    const held = definition.questions.flatMap(({ id, title }) => {
      const until = own(heldBack, id);
      return until ? [{ title, until: new Date(until) }] : [];
    });
    const toRead = await db.$transaction((tx) => gradesToRead(tx, set, now));
    await tellOfEnds(db, { course, set: { ...set, title: definition.title } }, { now, isLately });
    const news = userIds.flatMap((userId) => {
      const { releasesAt } = dueTimes.of(set, userId);
      const readable = toRead.get(userId);
      if (releasesAt === null || readable === undefined) return [];
      return comingOut(releasesAt, held).flatMap(({ at, questions }) => {
        if (!isLately(at)) return [];
        const graded = questions.filter((title) => readable.length === 0 || readable.includes(title));
        // Of the set all that is graded; of a question that comes out later, that one.
        return questions.length === 0
          ? [{ userId, at, questions: readable }]
          : graded.length > 0
            ? [{ userId, at, questions: graded }]
            : [];
      });
    });
    const lastTold = await toldOfGrades(db, set.id, userIds);
    const place = { course, set: { slug: set.slug, title: definition.title } };
    const alike = Map.groupBy(news, ({ at, questions }) => JSON.stringify([at, questions]));
    for (const same of alike.values()) {
      const { at, questions } = same[0]!;
      // Who was told of a grade of theirs after it came out knows.
      const theirs = same.flatMap(({ userId }) => ((lastTold.get(userId) ?? at) > at ? [] : [userId]));
      const notice = { kind: 'released', courseId: course.id, userIds: theirs, now } as const;
      const key = `${set.id} ${at.toISOString()}`;
      await db.$transaction((tx) => notify(tx, { ...notice, key, words: releasedWords(place, questions) }));
    }
  });
}

/** Whoever has not handed in is told that their time ended with the release, at the time that is theirs. */
async function tellOfEnds(
  db: Db,
  { course, set }: { course: Course; set: Assignment & { title: string } },
  { now, isLately }: { now: Date; isLately: IsLately },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const unsubmitted = await unsubmittedAtRelease(tx, set, {
      before: null,
      after: set.gradesReleasedAt,
      now,
    });
    const dueTimes = await loadDueTimes(
      tx,
      [set],
      unsubmitted.map(({ id }) => id),
    );
    const ends = Map.groupBy(unsubmitted, ({ id }) => dueTimes.of(set, id).releasesAt?.getTime() ?? 0);
    for (const [time, people] of ends) {
      const at = new Date(time);
      if (isLately(at)) await tellUnsubmitted(tx, { course, set }, people, { out: true, at, now });
    }
  });
}

/** When each was told last of a grade in a set that had been out for them. */
async function toldOfGrades(db: Db, setId: string, userIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db.notification.findMany({
    where: { userId: { in: [...userIds] }, kind: 'graded', key: { startsWith: `graded ${setId} ` } },
    orderBy: { at: 'asc' },
    select: { userId: true, at: true },
  });
  return new Map(rows.map(({ userId, at }) => [userId, at]));
}

/** The last six o'clock in the morning of a zone. */
function lastMorning(now: Date, timeZone: string): Date | null {
  const dayOf = (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
  for (const day of [dayOf(now), dayOf(new Date(now.getTime() - DAY_MS))]) {
    const morning = fromWallClock(`${day} ${DIGEST_AT}`, timeZone);
    if (morning instanceof Date && morning <= now) return morning;
  }
  return null;
}

/** One mail for each person about all that waits for it, once a day. */
export async function writeDigests(db: Db, now: Date): Promise<void> {
  const waiting = await db.notification.findMany({
    where: { inDigest: true },
    distinct: ['userId'],
    orderBy: [{ userId: 'asc' }, { at: 'asc' }],
    select: { userId: true, at: true, course: { select: { timeZone: true } } },
  });
  await eachApart(waiting, async ({ userId, at, course }) => {
    const morning = lastMorning(now, course.timeZone);
    if (morning === null || at > morning) return;
    await db.$transaction(async (tx) => {
      // Of servers that write it at the same time, one finds the rows.
      const told = await tx.notification.updateManyAndReturn({
        where: { userId, inDigest: true },
        data: { inDigest: false },
        select: { subject: true, text: true, at: true },
      });
      if (told.length === 0) return;
      const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
      told.sort((a, b) => a.at.getTime() - b.at.getTime());
      await tx.mail.create({
        data: {
          userId,
          address: email,
          kind: 'digest',
          subject: told.length === 1 ? told[0]!.subject : `${told.length} things since yesterday`,
          text: told
            .map(({ subject, text }) => `* ${subject}\n  ${text.replaceAll('\n', '\n  ')}`)
            .join('\n\n'),
          path: '/notifications',
          writtenAt: now,
          notBefore: now,
        },
      });
    });
  });
}
