/** Whether a student may ask for another look, by the set's policy of now: the one place that says so. */
import type { Asking } from '../../../contract/requests.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { SetFor } from '../../middleware/subject.ts';
import { releaseOf } from '../policies/heldBack.ts';

type Policy = Pick<SetFor, 'policy' | 'times' | 'requestDays' | 'requestLimit' | 'archivedAt'>;

const DAY_MS = 86_400_000;

const NOT_OUT = 'Grades are not out.';

/**
 * Pure. The days are counted from when the grade of the question came out for this student.
 *
 * @param set with the student's times
 * @param used requests that the student has made and not withdrawn
 */
export function askingOf(
  set: Policy,
  { question, used, now }: { question: string; used: number; now: Date },
): Asking {
  const { requestDays: days, requestLimit: limit } = set;
  const releasesAt = releaseOf(set, question);
  const cameOut = isOut(releasesAt, now) ? releasesAt : null;
  const until = cameOut === null || days === null ? null : new Date(cameOut.getTime() + days * DAY_MS);
  const closed = (): string | null => {
    if (cameOut === null) return NOT_OUT;
    if (set.archivedAt) return 'This set is archived.';
    if (days === 0) return 'This set takes no regrade requests.';
    if (until !== null && now > until) return 'The time for regrade requests is over.';
    if (limit !== null && used >= limit)
      return `You have asked ${limit === 1 ? 'once' : `${limit} times`}, as often as this set allows.`;
    return null;
  };
  return { closed: closed(), until: until?.toISOString() ?? null, limit, used };
}

/** One that was withdrawn counts as none. */
export function countUsed(db: Db | Tx, assignmentId: string, userId: string): Promise<number> {
  return db.regradeRequest.count({
    where: { assignmentId, askedById: userId, events: { none: { act: 'withdrawn' } } },
  });
}
