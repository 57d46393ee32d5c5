/** Until when a group may hand in, and hand in again, by the set's policy. */
import type { Resubmission } from '../../../contract/assignment.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import type { Asked } from '../../database/prisma.ts';
import type { SetFor } from '../../middleware/subject.ts';
import type { Version } from '../../middleware/versions.ts';
import { wallClockOf } from '../wallClock.ts';

/** The end of handing in again, where it is a time. */
export function againUntil(
  { times: { dueAt, inTimeUntil } }: Pick<SetFor, 'times'>,
  { until, lateHours = 0 }: Resubmission,
): Date | null {
  if (until === 'due') return inTimeUntil;
  return until === 'late' ? new Date(dueAt.getTime() + lateHours * 3_600_000) : null;
}

interface Asking {
  assignment: Pick<SetFor, 'id' | 'times' | 'policy'>;
  version: Pick<Version, 'definition'>;
}

const SAFE = 'Your draft is safe. Ask the staff if something must change.';

/**
 * Why these people may not hand in now, or not again. Who hands in for the first time may until everything has ended.
 *
 * @returns null where they may
 */
export async function whyNotNow(
  db: Asked,
  { assignment, version }: Asking,
  { userIds, now }: { userIds: readonly string[]; now: Date },
): Promise<string | null> {
  const { acceptedUntil } = assignment.times;
  if (acceptedUntil && now > acceptedUntil)
    return `Handing in ended ${wallClockOf(acceptedUntil, assignment.policy.zone)}. ${SAFE}`;
  const { resubmission } = version.definition;
  if (resubmission.until === 'released') return null;
  const end = againUntil(assignment, resubmission);
  if (end !== null && now <= end) return null;
  // Until a person graded it; what tests give is no such grade.
  const isClosed =
    end === null
      ? Prisma.sql`AND EXISTS (
          SELECT FROM answers a JOIN grade_decisions d ON d.answer_id = a.id
          WHERE a.submission_id = s.id AND d.kind = 'grade'
            AND NOT EXISTS (SELECT FROM grade_decisions later WHERE later.supersedes = d.revision))`
      : Prisma.empty;
  const [earlier] = await db.$queryRaw<{ name: string; number: number }[]>`
    SELECT u.name, s.number
    FROM submission_members m JOIN submissions s ON s.id = m.submission_id JOIN groups g ON g.id = s.group_id
      JOIN users u ON u.id = m.user_id
    WHERE m.user_id = ANY(${[...userIds]}::uuid[]) AND g.assignment_id = ${assignment.id}::uuid ${isClosed}
    ORDER BY s.number DESC LIMIT 1`;
  if (!earlier) return null;
  const what = `submission ${earlier.number} of ${earlier.name}`;
  return end === null
    ? `Grading has begun on ${what}, so nothing can be handed in again. ${SAFE}`
    : `There is ${what}, and handing in again ended ${resubmission.until === 'due' ? 'when it was due' : `${resubmission.lateHours} h after it was due`}. ${SAFE}`;
}
