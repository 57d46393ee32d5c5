/**
 * When a set is due for whom. A set has one due time; an extension gives a student, a group or a section a later one. What
 * holds for a person is computed each time from what stands there now, so that an extension taken back leaves no trace.
 */
import type { Db, Tx } from '../database/prisma.ts';

export interface Extension {
  id: string;
  assignmentId: string;
  /** Exactly one of these three is not null. */
  userId: string | null;
  groupId: string | null;
  section: string | null;
  dueAt: Date;
  reason: string;
}

/** What of a person decides which extensions are theirs. */
export interface Belonging {
  userId: string;
  /** Empty for none. */
  section: string;
  /** In the set's assignment; null for none. */
  groupId: string | null;
}

export interface DueTime {
  dueAt: Date;
  /** Why it is later than the set's; null where it is the set's own. */
  extension: Extension | null;
}

const isFor = (extension: Extension, { userId, section, groupId }: Belonging): boolean =>
  extension.userId === userId ||
  (extension.groupId !== null && extension.groupId === groupId) ||
  (extension.section !== null && extension.section === section);

/** The latest of the set's due time and the extensions that are the person's: none ever takes time away. Pure. */
export function dueTimeOf(dueAt: Date, person: Belonging, extensions: readonly Extension[]): DueTime {
  const [latest] = extensions
    .filter((extension) => isFor(extension, person) && extension.dueAt > dueAt)
    // Of two that end at the same moment the person's own is the one to name.
    .sort(
      (a, b) =>
        b.dueAt.getTime() - a.dueAt.getTime() || Number(b.userId !== null) - Number(a.userId !== null),
    );
  return latest ? { dueAt: latest.dueAt, extension: latest } : { dueAt, extension: null };
}

export const EXTENSION = {
  id: true,
  assignmentId: true,
  userId: true,
  groupId: true,
  section: true,
  dueAt: true,
  reason: true,
} as const;

interface Set {
  id: string;
  courseId: string;
  dueAt: Date;
}

/** The due times of a course's sets, for any of its people. */
export interface DueTimes {
  of(set: Set, userId: string): DueTime;
  /** Of several people, the first at which one of them is late; the set's own where there is nobody. */
  earliest(set: Set, userIds: readonly string[]): Date;
}

function dueTimesFrom(
  extensions: readonly Extension[],
  sections: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
): DueTimes {
  const of = ({ id, courseId, dueAt }: Set, userId: string): DueTime => {
    const section = sections.get(`${courseId} ${userId}`) ?? '';
    const groupId = groups.get(`${id} ${userId}`) ?? null;
    const those = extensions.filter(({ assignmentId }) => assignmentId === id);
    return dueTimeOf(dueAt, { userId, section, groupId }, those);
  };
  return {
    of,
    earliest: (set, userIds) =>
      userIds.length === 0
        ? set.dueAt
        : new Date(Math.min(...userIds.map((userId) => of(set, userId).dueAt.getTime()))),
  };
}

/** @param userIds whom it will be asked for; everybody when absent */
export async function loadDueTimes(
  db: Db | Tx,
  sets: readonly Set[],
  userIds?: readonly string[],
): Promise<DueTimes> {
  const ids = sets.map(({ id }) => id);
  const extensions = await db.extension.findMany({
    where: { assignmentId: { in: ids } },
    select: EXTENSION,
  });
  const whom = userIds && { userId: { in: [...userIds] } };
  // Most sets have none, and then nobody's section or group matters.
  const bySection = extensions.some(({ section }) => section !== null);
  const byGroup = extensions.some(({ groupId }) => groupId !== null);
  const enrolments = bySection
    ? await db.enrolment.findMany({
        where: { courseId: { in: sets.map(({ courseId }) => courseId) }, ...whom },
        select: { courseId: true, userId: true, section: true },
      })
    : [];
  const members = byGroup
    ? await db.groupMember.findMany({
        where: { assignmentId: { in: ids }, ...whom },
        select: { assignmentId: true, userId: true, groupId: true },
      })
    : [];
  return dueTimesFrom(
    extensions,
    new Map(enrolments.map(({ courseId, userId, section }) => [`${courseId} ${userId}`, section])),
    new Map(members.map(({ assignmentId, userId, groupId }) => [`${assignmentId} ${userId}`, groupId])),
  );
}
