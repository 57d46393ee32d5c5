import type { Feedback } from '../../../contract/feedback.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { GRADED_SUBMISSION, presentFeedback } from './present.ts';

/** What the student's group got for its last submission, as far as it may be seen now. */
export async function getFeedback(
  db: Db,
  { assignment }: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<Feedback> {
  const submission = await db.submission.findFirst({
    where: { group: { assignmentId: assignment.id, members: { some: { userId } } } },
    orderBy: { number: 'desc' },
    select: GRADED_SUBMISSION,
  });
  if (!submission) throw new ApiError('not_found', 'Your group has not handed in yet.');
  return presentFeedback(submission, assignment, { userId, isStaff: false, now });
}
