import type { Feedback } from '../../../contract/feedback.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { versionLineOf } from '../grading/versionLine.ts';
import { GRADED_SUBMISSION, presentFeedback } from './present.ts';

/** What a student got for the submission that counts for them, as far as it may be seen now. */
export async function getFeedback(
  db: Db,
  { assignment }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<Feedback> {
  const counting = await countingSubmissions(db, [assignment.id], userId, now);
  const submission = await db.submission.findFirst({
    where: { id: { in: counting.map(({ submissionId }) => submissionId) } },
    select: GRADED_SUBMISSION,
  });
  if (!submission) throw new ApiError('not_found', 'You did not submit this set.');
  return presentFeedback(db, submission, assignment, await versionLineOf(db, assignment.id), {
    userId,
    isStaff: false,
    now,
    counting,
  });
}
