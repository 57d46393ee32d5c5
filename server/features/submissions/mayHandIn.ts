/** Until when a group may hand in, and hand in again, by the set's policy. */
import type { Resubmission } from '../../../contract/assignment.ts';
import type { Db, Tx } from '../../database/prisma.ts';
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
  db: Db | Tx,
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
  const earlier = await db.submissionMember.findFirst({
    where: {
      userId: { in: [...userIds] },
      submission: {
        group: { assignmentId: assignment.id },
        // Until a person graded it; what tests give is no such grade.
        ...(end === null && {
          answers: { some: { decisions: { some: { kind: 'grade', supersededBy: null } } } },
        }),
      },
    },
    orderBy: { submission: { number: 'desc' } },
    select: { user: { select: { name: true } }, submission: { select: { number: true } } },
  });
  if (!earlier) return null;
  const what = `submission ${earlier.submission.number} of ${earlier.user.name}`;
  return end === null
    ? `Grading has begun on ${what}, so nothing can be handed in again. ${SAFE}`
    : `There is ${what}, and handing in again ended ${resubmission.until === 'due' ? 'when it was due' : `${resubmission.lateHours} h after it was due`}. ${SAFE}`;
}
