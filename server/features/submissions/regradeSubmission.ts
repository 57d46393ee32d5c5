import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { tellRunChanged } from '../../database/runChannel.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { COUNTING_RUN } from '../grading/scores.ts';
import { queueRun } from './createSubmission.ts';

/**
 * Queues a run for a submission that we could not grade, with the tests in force; earlier runs stay. Where there is a
 * result, a rerun proposes another instead.
 */
export async function regradeSubmission(
  db: Db,
  queue: GradingQueue,
  { course, submission, current }: SubmissionSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM submissions WHERE id = ${submission.id}::uuid FOR NO KEY UPDATE`;
    const files = await tx.submissionFile.count({ where: { submissionId: submission.id } });
    if (files === 0) throw new ApiError('unacceptable', 'This submission has no code to grade.');
    const [last] = await tx.gradingRun.findMany({
      ...COUNTING_RUN,
      where: { submissionId: submission.id, ...COUNTING_RUN.where },
      select: { state: true, countsFrom: true },
    });
    if (last?.state === 'done')
      throw new ApiError(
        'locked',
        'This submission has a result. Start a rerun, which changes nothing until applied.',
      );
    if (last?.state === 'queued' || last?.state === 'running') {
      throw new ApiError('locked', 'This submission is being graded already.');
    }
    await queueRun(
      tx,
      queue,
      {
        submissionId: submission.id,
        version: current,
        last: last?.countsFrom ?? null,
        turn: { course: course.id, person: userId },
      },
      now,
    );
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
