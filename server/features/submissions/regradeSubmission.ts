import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { tellRunChanged } from '../../database/runChannel.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { queueRun } from './createSubmission.ts';

/** Queues a new run for a submission with code; earlier runs stay. */
export async function regradeSubmission(
  db: Db,
  queue: GradingQueue,
  { course, submission }: SubmissionSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM submissions WHERE id = ${submission.id}::uuid FOR NO KEY UPDATE`;
    const files = await tx.submissionFile.count({ where: { submissionId: submission.id } });
    if (files === 0) throw new ApiError('unacceptable', 'This submission has no code to grade.');
    const last = await tx.gradingRun.findFirst({
      where: { submissionId: submission.id },
      orderBy: { queuedAt: 'desc' },
      select: { state: true },
    });
    if (last?.state === 'queued' || last?.state === 'running') {
      throw new ApiError('locked', 'This submission is being graded already.');
    }
    await queueRun(tx, queue, submission.id, now);
    await tellRunChanged(tx, submission.id);
    const details = { number: submission.number };
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'regradeSubmission',
      subject: submission.id,
      details,
    });
  });
}
