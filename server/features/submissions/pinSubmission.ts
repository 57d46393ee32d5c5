import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { PERSON_NAME } from '../people.ts';
import { tellingOfScores } from '../grading/tellOfChangedGrades.ts';

/**
 * Lets a submission count for one of those it names, whatever comes later; without a reason, the last one again. They are told if their score changes.
 *
 * @throws ApiError unacceptable for a student whom it does not name, and to take back a choice that is another one by now
 */
export async function pinSubmission(
  db: Db,
  { course, assignment, submission }: SubmissionSubject,
  { userId, reason, actorId, now }: { userId: string; reason: string | null; actorId: string; now: Date },
): Promise<void> {
  const assignmentId = assignment.id;
  const of = { assignmentId, userId };
  await db.$transaction(async (tx) => {
    const named = await tx.submissionMember.findUnique({
      where: { submissionId_userId: { submissionId: submission.id, userId } },
    });
    if (!named) throw new ApiError('unacceptable', 'This submission does not name that student.');
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`pin ${assignmentId} ${userId}`}, 0))`;
    const pinned = await tx.submissionPin.findUnique({
      where: { assignmentId_userId: of },
      select: { submissionId: true, reason: true, pinnedBy: PERSON_NAME },
    });
    if (reason === null && pinned === null) return;
    if (reason === null && pinned && pinned.submissionId !== submission.id)
      throw new ApiError(
        'unacceptable',
        `${pinned.pinnedBy.name} chose another submission meanwhile, which counts. Nothing was changed: take that choice back, or choose this one.`,
      );
    await tellingOfScores(tx, { course, assignment }, { userId, now }, async () => {
      if (reason === null) {
        await tx.submissionPin.delete({ where: { assignmentId_userId: of } });
        return;
      }
      const pin = { submissionId: submission.id, reason, pinnedById: actorId, pinnedAt: now };
      await tx.submissionPin.upsert({
        where: { assignmentId_userId: of },
        create: { ...of, ...pin },
        update: pin,
      });
    });
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'pinSubmission',
      subject: submission.id,
      details: {
        userId,
        before: pinned && { submission: pinned.submissionId, reason: pinned.reason },
        after: reason === null ? null : { submission: submission.id, reason },
      },
    });
  });
}
