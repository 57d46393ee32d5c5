/**
 * What of a set is when for whom. A set has dates, and an extension gives a student, a group or a section other ones. What
 * holds for a person is computed each time from what stands there now, so that whatever is taken back leaves no trace.
 */
import { isFor, timesFor } from '../../grader/core/policies/times.ts';
import type { Override, SetDates, Times } from '../../grader/core/policies/times.ts';
import { ExtendedWindow } from '../../contract/policy.ts';
import type { Db, Tx } from '../database/prisma.ts';
import { loadPolicies } from './policies.ts';
import type { PolicyOfSet } from './policies.ts';

export interface Extension extends Override {
  id: string;
  assignmentId: string;
}

export type DueTime = Times<Extension>;

export const EXTENSION = {
  id: true,
  assignmentId: true,
  userId: true,
  groupId: true,
  section: true,
  members: { select: { userId: true } },
  opensAt: true,
  dueAt: true,
  lateWindow: true,
  closesAt: true,
  releasesAt: true,
  reason: true,
} as const;

export interface SetWithDates {
  id: string;
  courseId: string;
  dueAt: Date;
  gradesReleasedAt: Date | null;
}

/** The times of a course's sets, for any of its people. */
export interface DueTimes {
  of(set: SetWithDates, userId: string): DueTime;
  /** The set's own, which are nobody's in particular. */
  ofSet(set: SetWithDates): DueTime;
  /** Of several people, those of the first who is late; the set's own where there is nobody. */
  earliest(set: SetWithDates, userIds: readonly string[]): DueTime;
  /** The due time of the one of them who has the most time. */
  last(set: SetWithDates, userIds: readonly string[]): Date;
  policyOf(set: SetWithDates): PolicyOfSet;
}

interface Facts {
  policies: ReadonlyMap<string, PolicyOfSet>;
  extensions: readonly Extension[];
  /** By course and person. */
  sections: ReadonlyMap<string, string>;
}

const moment = (at: string | null): Date | null => (at === null ? null : new Date(at));

export const datesOf = (
  { dueAt, gradesReleasedAt }: Pick<SetWithDates, 'dueAt' | 'gradesReleasedAt'>,
  { set }: Pick<PolicyOfSet, 'set'>,
): SetDates => ({
  opensAt: moment(set.opensAt),
  dueAt,
  closesAt: moment(set.closesAt),
  releasesAt: gradesReleasedAt,
});

function dueTimesFrom({ policies, extensions, sections }: Facts): DueTimes {
  const bySet = Map.groupBy(extensions, ({ assignmentId }) => assignmentId);
  const policyOf: DueTimes['policyOf'] = ({ id }) => policies.get(id)!;
  // By the value and not its id: of the same set one asks with other dates, too.
  const own = new Map<SetWithDates, DueTime>();
  const ofSet: DueTimes['ofSet'] = (set) => {
    const times = own.get(set) ?? timesFor<Extension>(datesOf(set, policyOf(set)), policyOf(set), []);
    own.set(set, times);
    return times;
  };
  const of: DueTimes['of'] = (set, userId) => {
    const section = sections.get(`${set.courseId} ${userId}`) ?? '';
    const mine = (bySet.get(set.id) ?? []).filter((each) => isFor(each, { userId, section }));
    // Most people have none, and times need not be found anew for each of them.
    return mine.length === 0 ? ofSet(set) : timesFor(datesOf(set, policyOf(set)), policyOf(set), mine);
  };
  return {
    of,
    ofSet,
    policyOf,
    last: (set, userIds) =>
      // Nobody has less time than the set gives.
      bySet.has(set.id)
        ? new Date(Math.max(...[set.dueAt, ...userIds.map((userId) => of(set, userId).dueAt)].map(Number)))
        : set.dueAt,
    earliest: (set, userIds) =>
      userIds.map((userId) => of(set, userId)).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0] ??
      ofSet(set),
  };
}

/** The times of one set for which there is no extension. */
export const dueTimesOf = (set: Pick<SetWithDates, 'id'>, policy: PolicyOfSet): DueTimes =>
  dueTimesFrom({
    policies: new Map([[set.id, policy]]),
    extensions: [],
    sections: new Map(),
  });

/** @param userIds whom it will be asked for; everybody when absent */
export async function loadDueTimes(
  db: Db | Tx,
  sets: readonly SetWithDates[],
  userIds?: readonly string[],
): Promise<DueTimes> {
  const ids = sets.map(({ id }) => id);
  const policies = await loadPolicies(db, ids);
  const rows = await db.extension.findMany({ where: { assignmentId: { in: ids } }, select: EXTENSION });
  const extensions = rows.map((row) => ({
    ...row,
    members: row.members.map(({ userId }) => userId),
    lateWindow: ExtendedWindow.parse(row.lateWindow),
  }));
  const whom = userIds && { userId: { in: [...userIds] } };
  // Most sets have none, and who is in no other section than those that have more time matters nowhere.
  const namedSections = extensions.flatMap(({ section }) => section ?? []);
  const enrolments =
    namedSections.length > 0
      ? await db.enrolment.findMany({
          where: {
            courseId: { in: sets.map(({ courseId }) => courseId) },
            section: { in: namedSections },
            ...whom,
          },
          select: { courseId: true, userId: true, section: true },
        })
      : [];
  return dueTimesFrom({
    policies,
    extensions,
    sections: new Map(enrolments.map(({ courseId, userId, section }) => [`${courseId} ${userId}`, section])),
  });
}
