import type { PersonName } from '../../../contract/common.ts';
import type { StudentChange } from '../../../contract/effects.ts';
import type { ReleaseStanding } from '../../../contract/gradebook.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { momentText } from '../../../grader/wallClock.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { momentOf } from '../policies/courseClock.ts';
import { compared, LONG_TRANSACTION, withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { unsubmittedAtRelease, tellUnsubmitted } from '../assignments/unsubmitted.ts';
import { gradesToRead } from '../grading/gradesToRead.ts';
import { notify } from '../notifications/notify.ts';
import { requireSeen } from '../requireSeen.ts';
import { releasedWords, takenBackWords } from '../notifications/words.ts';

interface Released {
  /** When grades come out or came; null when they were taken back. */
  gradesReleasedAt: Date | null;
  /** As a preview, whom it would change. */
  changes: StudentChange[] | null;
  /** As a preview, who has not handed in, of those whose time it ends or gives back. */
  unsubmitted: PersonName[] | null;
}

/**
 * Whoever has a grade to read is told that grades are out, or are not any more; who has none yet is told when it is given. Of a
 * plan they are told when its time has come, see `notifications/remind.ts`. Whoever has not handed in is told that it ends their time.
 */
async function tellOfRelease(
  tx: Tx,
  { course, assignment, version }: AssignmentSubject,
  { before, after, now }: { before: Date | null; after: Date | null; now: Date },
): Promise<void> {
  if (before?.getTime() === after?.getTime()) return;
  const place = { course, set: { slug: assignment.slug, title: version.definition.title } };
  const unsubmitted = await unsubmittedAtRelease(tx, assignment.row, { before, after, now });
  await tellUnsubmitted(tx, { course, set: { ...place.set, id: assignment.id } }, unsubmitted, {
    out: isOut(after, now),
    at: now,
    now,
  });
  const toRead = await gradesToRead(tx, assignment.row, now);
  const dueTimes = await loadDueTimes(tx, [assignment.row], [...toRead.keys()]);
  const seeing = (gradesReleasedAt: Date | null) =>
    // Whose own time is later is told then.
    [...toRead.keys()].filter((student) =>
      isOut(dueTimes.of({ ...assignment.row, gradesReleasedAt }, student).releasesAt, now),
    );
  // Released once more after it was taken back, it is said once more.
  const notice = {
    kind: 'released',
    courseId: course.id,
    key: `${assignment.id} ${now.toISOString()}`,
    now,
  } as const;
  if (isOut(after, now)) {
    const alike = Map.groupBy(seeing(after), (student) => JSON.stringify(toRead.get(student)));
    for (const userIds of alike.values())
      await notify(tx, { ...notice, userIds, words: releasedWords(place, toRead.get(userIds[0]!)) });
  } else if (isOut(before, now))
    await notify(tx, { ...notice, userIds: seeing(before), words: takenBackWords(place) });
}

/** How a release stands, as whoever has seen another is told. */
function releaseWords(at: Date | null, now: Date, timeZone: string): string {
  if (at === null) return 'grades are not released, and no release is planned.';
  return `grades ${isOut(at, now) ? 'are out since' : 'come out'} ${momentText(at, timeZone)}.`;
}

/** Shows the grades to the students, now or later, or takes them back; as a preview, says whom that would change. */
export async function releaseGrades(
  db: Db,
  news: WorkNews,
  subject: AssignmentSubject,
  {
    userId,
    now,
    released,
    at = null,
    preview = false,
    seen,
  }: {
    userId: string;
    now: Date;
    released: boolean;
    at?: string | null;
    preview?: boolean;
    seen?: ReleaseStanding | undefined;
  },
): Promise<Released> {
  const { course, assignment } = subject;
  const later = at === null ? null : momentOf(at, course.timeZone);
  if (later && later <= now)
    throw new ApiError(
      'unacceptable',
      'That time is over. Release the grades now, or choose a time to come.',
    );
  if (later && !released)
    throw new ApiError('unacceptable', 'Grades are taken back at once, not at a time to come.');
  // Who releases what is out already changes nothing.
  const afterThat = (before: Date | null) =>
    released ? (later ?? (before && before <= now ? before : now)) : null;
  const change = async (tx: Tx, before: Date | null) => {
    const gradesReleasedAt = afterThat(before);
    await tx.assignment.update({ where: { id: assignment.id }, data: { gradesReleasedAt } });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'releaseGrades',
      subject: assignment.slug,
      details: {
        released,
        ...(later && { planned: true }),
        before: before?.toISOString() ?? null,
        after: gradesReleasedAt?.toISOString() ?? null,
      },
    });
    return { gradesReleasedAt };
  };
  if (preview) {
    const before = assignment.row.gradesReleasedAt;
    const effects = await withEffects(db, { courseId: course.id, now, preview }, async (tx) => {
      const { gradesReleasedAt } = await change(tx, before);
      // Of a plan, as it will be at its time.
      const then = later ?? now;
      const release = { before: isOut(before, now) ? before : null, after: gradesReleasedAt, now: then };
      return { gradesReleasedAt, unsubmitted: await unsubmittedAtRelease(tx, assignment.row, release) };
    });
    return { ...effects };
  }
  const gradesReleasedAt = await db.$transaction(async (tx) => {
    // One release after the other. The set's row stays free: who hands in does not wait while a class is compared.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`release ${assignment.id}`}, 0))`;
    const { gradesReleasedAt: before } = await tx.assignment.findUniqueOrThrow({
      where: { id: assignment.id },
    });
    const after = afterThat(before);
    if (before?.getTime() === after?.getTime()) return after;
    requireSeen(
      seen && { ...seen, at: seen.at && new Date(seen.at).toISOString() },
      { released: isOut(before, now), at: before?.toISOString() ?? null },
      `This has changed meanwhile: ${releaseWords(before, now, course.timeZone)}`,
    );
    // Of a plan students could read on their pages: whoever did is told of another one.
    if (before && before > now && !isOut(after, now)) {
      const { changes } = await compared(tx, { courseId: course.id, now }, () => change(tx, before));
      await tellOfChanges(tx, changes, { courseId: course.id, now, why: 'The release was planned anew.' });
    } else {
      await change(tx, before);
      await tellOfRelease(tx, subject, { before, after, now });
    }
    return after;
  }, LONG_TRANSACTION);
  news.tell({ kind: 'assignment', assignment: assignment.id });
  return { gradesReleasedAt, changes: null, unsubmitted: null };
}
