/**
 * What lateness costs a student: the one place that says so, for gradebook, lists, exports, feedback and plans. A function
 * of when something was handed in, of the person, and of what was decided until now.
 */
import type { AssignmentView } from '../../../contract/assignments.ts';
import { daysLate, pointsLost, shareLost } from '../../../grader/core/policies/lateness.ts';
import { spendLateDays } from '../../../grader/core/policies/lateDays.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { DueTimes } from '../../middleware/dueTimes.ts';
import { partsOf, totalOf } from '../grading/scores.ts';
import type { EarnedPart } from '../grading/scores.ts';
import { countingLines } from '../submissions/counting.ts';
import type { Line } from '../submissions/counting.ts';

export interface LatenessOf {
  /** Late days that this set uses. */
  lateDays: number;
  /** Of the points of what was handed in at a moment, the share that they lose. */
  shareLost(at: Date): number;
}

export interface Lateness {
  dueTimes: DueTimes;
  of(set: Assignment, userId: string): LatenessOf;
  /** Of a student; null where late days are of no use. */
  lateDaysOf(userId: string): { budget: number; left: number } | null;
}

/** Whether late days could pay for anything in a set. */
function takesLateDays(set: Assignment, dueTimes: DueTimes): boolean {
  const { penalty, lateDays } = dueTimes.policyOf(set).late;
  return set.hiddenAt === null && penalty !== null && lateDays !== 0;
}

/** By student, and there by set. */
function spent(
  lines: readonly Line[],
  sets: ReadonlyMap<string, Assignment>,
  { dueTimes, budget }: { dueTimes: DueTimes; budget: number },
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byUser = Map.groupBy(lines, ({ counting }) => counting.userId);
  return new Map(
    [...byUser].map(([userId, theirs]) => {
      const asked = theirs.map(({ candidates, counting }) => {
        const set = sets.get(counting.assignmentId)!;
        const { late, zone } = dueTimes.policyOf(set);
        const { inTimeUntil } = dueTimes.of(set, userId);
        const submissions = candidates.map(({ submittedAt: at }) => ({
          at,
          daysLate: daysLate(at, inTimeUntil, zone),
        }));
        const needed = daysLate(counting.submittedAt, inTimeUntil, zone);
        return { set: set.id, submissions, needed, most: late.lateDays };
      });
      return [userId, spendLateDays(asked, budget)];
    }),
  );
}

/**
 * For everybody in a course, or for some. Late days are spent in all of its sets, so all of them are looked at.
 *
 * @param sets all of the course
 */
export async function loadLateness(
  db: Db | Tx,
  sets: readonly Assignment[],
  userIds?: readonly string[],
): Promise<Lateness> {
  const dueTimes = await loadDueTimes(db, sets, userIds);
  const budget = sets[0] ? dueTimes.policyOf(sets[0]).course.lateDays : 0;
  const useful = budget > 0 ? sets.filter((set) => takesLateDays(set, dueTimes)) : [];
  const lines =
    useful.length > 0
      ? await countingLines(db, { assignmentIds: useful.map(({ id }) => id), userIds, best: 'the last' })
      : [];
  const used = spent(lines, new Map(useful.map((set) => [set.id, set])), { dueTimes, budget });
  return {
    dueTimes,
    of(set, userId) {
      const covered = used.get(userId)?.get(set.id) ?? 0;
      const { late, zone } = dueTimes.policyOf(set);
      const { inTimeUntil } = dueTimes.of(set, userId);
      return {
        lateDays: covered,
        shareLost: (at) => shareLost(at, { inTimeUntil, penalty: late.penalty, covered, zone }),
      };
    },
    lateDaysOf(userId) {
      if (useful.length === 0) return null;
      const sum = [...(used.get(userId)?.values() ?? [])].reduce((total, days) => total + days, 0);
      return { budget, left: budget - sum };
    },
  };
}

/** Of a student, as they are told it beside a set. */
export function lateDaysIn(lateness: Lateness, set: Assignment, userId: string): AssignmentView['lateDays'] {
  const own = lateness.lateDaysOf(userId);
  return own && { ...own, used: lateness.of(set, userId).lateDays };
}

/** All sets of a course are needed for that. */
export const setsOfCourse = (db: Db | Tx, courseId: string): Promise<Assignment[]> =>
  db.assignment.findMany({ where: { courseId } });

export interface AfterLateness {
  /** Null while any question has no score. */
  score: number | null;
  /** How many points lateness took; none while there is no score. */
  lost: number;
  lateDays: number;
}

const round = (points: number): number => Math.round(points * 1e6) / 1e6;

/**
 * A grade that was made about an earlier submission loses what that one's lateness costs: to hand in again never lowers
 * what was given before.
 */
export function afterLateness(
  { score, parts }: { score: number | null; parts: readonly EarnedPart[] },
  { lateDays, shareLost: share }: LatenessOf,
): AfterLateness {
  const lost = parts.reduce((sum, { at, points }) => sum + pointsLost(points, share(at)), 0);
  return score === null
    ? { score, lost: 0, lateDays }
    : { score: round(score - lost), lost: round(lost), lateDays };
}

/** The same from the scores of the questions. */
export const afterLatenessOf = (
  scores: Parameters<typeof partsOf>[0],
  submittedAt: Date,
  lateness: LatenessOf,
): AfterLateness => afterLateness({ score: totalOf(scores), parts: partsOf(scores, submittedAt) }, lateness);
