import type { SubmissionEvent } from '../../../contract/submissions.ts';
import type { Db } from '../../database/prisma.ts';
import type { RunChannel } from '../../database/runChannel.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { LATEST_RUN, presentRun } from './present.ts';
import { TRAINING_RUN, trainingOf } from './training.ts';

const WATCHED = { ...LATEST_RUN, select: { ...LATEST_RUN.select, ...TRAINING_RUN } } as const;

/**
 * The state of a submission's grading now and at every change, until it is over for the reader or the signal aborts. While
 * it waits it goes before those that nobody watches, and how long it will is asked once.
 */
export async function* watchRun(
  { db, runs, queue }: { db: Db; runs: RunChannel; queue: GradingQueue },
  submissionId: string,
  reader: { isStaff: boolean },
  signal: AbortSignal,
): AsyncGenerator<SubmissionEvent> {
  // Before the first reading, so that no change falls between the two.
  const subscription = runs.subscribe(submissionId);
  try {
    let told = '';
    let waits = false;
    let waitSeconds: number | null = null;
    for (;;) {
      const submission = await db.submission.findUnique({
        where: { id: submissionId },
        select: { runs: WATCHED },
      });
      const row = submission?.runs[0];
      if (!row) return;
      const run = presentRun(row, reader);
      const isOver = run.state === 'done' || run.state === 'failed';
      // A host that cannot play its language takes it up by itself, and a training keeps the place that its page says.
      const waitsInTurn = run.state === 'queued' && run.refusal === null && !row.trains;
      if (waitsInTurn && !waits) waitSeconds = await queue.watched(db, row.id);
      waits = waitsInTurn;
      const event = {
        submissionId,
        run,
        training: isOver ? null : await trainingOf({ db, queue }, row),
        waitSeconds: waits ? waitSeconds : null,
      };
      const said = JSON.stringify(event);
      if (said !== told) yield event;
      if (isOver) return;
      told = said;
      await subscription.next(signal);
    }
  } finally {
    subscription.close();
  }
}
