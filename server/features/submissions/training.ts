/** Runs that train: how long they wait, how far they are, and that their group may stop them and begin again. */
import { TrainingProgress, type Training } from '../../../contract/submissions.ts';
import type { GradingRun, Prisma } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { tellRunChanged, tellTrainingsMoved } from '../../database/runChannel.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { COUNTING_RUN } from '../grading/scores.ts';
import { queueRun } from './createSubmission.ts';

/** Of a run, what is needed to say how its training fares. */
export const TRAINING_RUN = { id: true, trains: true, state: true, progress: true } as const;
type TrainingRun = Prisma.GradingRunGetPayload<{ select: typeof TRAINING_RUN }>;

/** So many of the last trainings say how long one takes. */
const LATELY = 10;

/** Null of a run that is over or does not train. */
export async function trainingOf(
  { db, queue }: { db: Db; queue: GradingQueue },
  run: TrainingRun,
): Promise<Training | null> {
  if (!run.trains || (run.state !== 'queued' && run.state !== 'running')) return null;
  if (run.state === 'running')
    return { before: 0, waitSeconds: 0, progress: TrainingProgress.nullable().parse(run.progress) };
  const [waiting, running, seconds] = await Promise.all([
    queue.trainingsBefore(db, run.id),
    db.gradingRun.count({ where: { trains: true, state: 'running' } }),
    secondsLately(db),
  ]);
  // Its job is taken, and what it writes first is on its way.
  const before = waiting ?? 0;
  // As many train at once as there are workers; while none trains, nothing is known but that there is one.
  const rounds = Math.ceil((before + running) / Math.max(running, 1));
  return {
    before: before + running,
    waitSeconds: seconds === null ? null : Math.round(rounds * seconds),
    progress: null,
  };
}

/** The mean of the last trainings; a report that was there already took no time and says nothing. */
async function secondsLately(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT avg(seconds)::float8 AS seconds FROM (
      SELECT extract(epoch FROM finished_at - started_at) AS seconds FROM grading_runs
      WHERE trains AND state = 'done' AND finished_at - started_at > interval '1 second'
      ORDER BY finished_at DESC LIMIT ${LATELY}
    ) AS lately`;
  return row?.seconds ?? null;
}

interface By {
  userId: string;
  now: Date;
}

/** The run that stands, with the submission locked, so that two who act at once do so one after the other. */
async function lockRun(tx: Tx, submissionId: string): Promise<GradingRun> {
  await tx.$queryRaw`SELECT 1 FROM submissions WHERE id = ${submissionId}::uuid FOR NO KEY UPDATE`;
  const [run] = await tx.gradingRun.findMany({
    ...COUNTING_RUN,
    where: { submissionId, ...COUNTING_RUN.where },
    take: 1,
  });
  if (!run?.trains) throw new ApiError('unacceptable', 'Nothing is trained for this submission.');
  return run;
}

/** The submission stays as it was handed in; it has no result then. */
export async function stopTraining(
  db: Db,
  queue: GradingQueue,
  { course, submission }: SubmissionSubject,
  { userId, now }: By,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { id } = await lockRun(tx, submission.id);
    // What its worker writes at the same moment comes first, or finds that it is over.
    const { count } = await tx.gradingRun.updateMany({
      where: { id, state: { in: ['queued', 'running'] } },
      data: { state: 'failed', stoppedAt: now, finishedAt: now },
    });
    if (count === 0) throw new ApiError('locked', 'The training is over already.');
    await queue.withdrawTraining(tx, id);
    await tellRunChanged(tx, submission.id);
    await tellTrainingsMoved(tx);
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'stopTraining',
      subject: submission.id,
      details: { number: submission.number },
    });
  });
}

export async function trainAgain(
  db: Db,
  queue: GradingQueue,
  { course, assignment, submission, current }: SubmissionSubject,
  { userId, now }: By,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const run = await lockRun(tx, submission.id);
    if (run.stoppedAt === null)
      throw new ApiError('locked', 'The training was not stopped, so it is not begun again.');
    if (assignment.gradesReleasedAt)
      throw new ApiError('locked', 'Grades are released; ask the staff to run it again.');
    await queueRun(
      tx,
      queue,
      {
        submissionId: submission.id,
        version: current,
        last: run.countsFrom,
        turn: { course: course.id, person: userId },
      },
      now,
    );
    await tellRunChanged(tx, submission.id);
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'trainAgain',
      subject: submission.id,
      details: { number: submission.number },
    });
  });
}
