import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { tellingOfScores } from '../grading/tellOfChangedGrades.ts';

/** Lets a submission count for one of those it names, whatever comes later; without a reason, the last one again. They are told if their score changes. */
export async function pinSubmission(
  db: Db,
  { course, assignment, submission }: SubmissionSubject,
  { userId, reason, actorId, now }: { userId: string; reason: string | null; actorId: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const named = await tx.submissionMember.findUnique({
      where: { submissionId_userId: { submissionId: submission.id, userId } },
    });
    if (!named) throw new ApiError('unacceptable', 'This submission does not name that student.');
    const assignmentId = assignment.id;
    await tellingOfScores(tx, { course, assignment }, { userId, now }, async () => {
      if (reason === null) {
        await tx.submissionPin.deleteMany({ where: { assignmentId, userId, submissionId: submission.id } });
        return;
      }
      const pin = { submissionId: submission.id, reason, pinnedById: actorId, pinnedAt: now };
      await tx.submissionPin.upsert({
        where: { assignmentId_userId: { assignmentId, userId } },
        create: { assignmentId, userId, ...pin },
        update: pin,
      });
    });
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'pinSubmission',
      subject: submission.id,
      details: { userId, reason },
    });
  });
}
