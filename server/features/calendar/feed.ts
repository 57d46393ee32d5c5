/** When what is due for somebody, in all courses that they are in now. */
import { momentText } from '../../../grader/wallClock.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import { ACTIVE } from '../roster/active.ts';
import type { CalendarEvent } from './ics.ts';

type Due = Omit<CalendarEvent, 'sequence' | 'changedAt'> & { assignmentId: string };

/** Each set that the person's list of sets shows: to students with their own due time, to staff with the set's. */
async function listDue(db: Db, userId: string, baseUrl: string): Promise<Due[]> {
  const enrolments = await db.enrolment.findMany({
    where: { userId, ...ACTIVE, course: { archivedAt: null, tryOfId: null } },
    select: { courseId: true, role: true },
  });
  const sets = await db.assignment.findMany({
    where: {
      courseId: { in: enrolments.map(({ courseId }) => courseId) },
      OR: [
        { hiddenAt: null },
        { groups: { some: { submissions: { some: { members: { some: { userId } } } } } } },
      ],
    },
    include: { course: true, versions: LATEST_VERSION_ID },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const dueTimes = await loadDueTimes(db, sets, [userId]);
  const versions = await readVersions(
    db,
    sets.flatMap((set) => set.versions),
  );
  return sets.flatMap(({ course, versions: [latest], ...set }) => {
    const definition = versions.find(({ id }) => id === latest?.id)?.definition;
    if (!definition) return [];
    const isStudent = enrolments.some(({ courseId, role }) => courseId === course.id && role === 'student');
    const { dueAt, inTimeUntil, acceptedUntil, because } = isStudent
      ? dueTimes.of(set, userId)
      : dueTimes.ofSet(set);
    const isTakenLate = acceptedUntil !== null && acceptedUntil > inTimeUntil;
    const description = [
      `${definition.title} is due ${momentText(dueAt, course.timeZone)}.`,
      ...(because.due === null ? [] : ['You have more time than the others.']),
      ...(isTakenLate
        ? [`Late submissions are taken until ${momentText(acceptedUntil, course.timeZone)}.`]
        : []),
    ].join('\n');
    return {
      assignmentId: set.id,
      uid: `${set.id}@stepwise`,
      at: dueAt,
      summary: `${course.code}: ${definition.title} due`,
      description,
      url: `${baseUrl}/c/${course.slug}/sets/${set.slug}`,
    };
  });
}

const saidOf = ({ at, summary, description }: Due): string => JSON.stringify([at, summary, description]);

/** With a number that grows whenever something else is said about a set than before, however many ask at once. */
export async function listEvents(
  db: Db,
  { userId, baseUrl, now }: { userId: string; baseUrl: string; now: Date },
): Promise<CalendarEvent[]> {
  const due = await listDue(db, userId, baseUrl);
  const where = { userId, assignmentId: { in: due.map(({ assignmentId }) => assignmentId) } };
  const before = new Map(
    (await db.calendarEntry.findMany({ where })).map((entry) => [entry.assignmentId, entry]),
  );
  await db.calendarEntry.createMany({
    data: due
      .filter(({ assignmentId }) => !before.has(assignmentId))
      .map((each) => ({
        userId,
        assignmentId: each.assignmentId,
        sequence: 0,
        said: saidOf(each),
        changedAt: now,
      })),
    skipDuplicates: true,
  });
  for (const each of due) {
    const known = before.get(each.assignmentId);
    const said = saidOf(each);
    if (!known || known.said === said) continue;
    // Of several who ask at once, one finds what was said before.
    await db.calendarEntry.updateMany({
      where: { userId, assignmentId: each.assignmentId, sequence: known.sequence },
      data: { said, sequence: { increment: 1 }, changedAt: now },
    });
  }
  const entries = await db.calendarEntry.findMany({ where });
  return due.flatMap(({ assignmentId, ...event }) => {
    const entry = entries.find((each) => each.assignmentId === assignmentId);
    return entry ? [{ ...event, sequence: entry.sequence, changedAt: entry.changedAt }] : [];
  });
}
