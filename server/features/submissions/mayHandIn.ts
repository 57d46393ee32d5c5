/** Until when a group may hand in again, by the assignment's policy. */
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Resubmission } from '../../../contract/assignment.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { Version } from '../../middleware/subject.ts';

/** The end of handing in again, where it is a time. */
export function againUntil({ dueAt }: { dueAt: Date }, { until, lateHours = 0 }: Resubmission): Date | null {
  if (until === 'due') return dueAt;
  return until === 'late' ? new Date(dueAt.getTime() + lateHours * 3_600_000) : null;
}

interface Asking {
  assignment: Pick<Assignment, 'id' | 'dueAt'>;
  version: Pick<Version, 'definition'>;
}

/**
 * Why these people may not hand in now. Who hands in for the first time always may, as long as grades are not released.
 *
 * @returns null where they may
 */
export async function whyNotAgain(
  db: Db | Tx,
  { assignment, version }: Asking,
  { userIds, now }: { userIds: readonly string[]; now: Date },
): Promise<string | null> {
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
  const safe = 'Your draft is safe. Ask the staff if something must change.';
  return end === null
    ? `Grading has begun on ${what}, so nothing can be handed in again. ${safe}`
    : `There is ${what}, and handing in again ended ${resubmission.until === 'due' ? 'when it was due' : `${resubmission.lateHours} h after it was due`}. ${safe}`;
}
