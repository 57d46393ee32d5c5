import type { SubmissionEvent } from '../../../contract/submissions.ts';
import type { Db } from '../../database/prisma.ts';
import type { RunChannel } from '../../database/runChannel.ts';
import { LATEST_RUN, presentRun } from './present.ts';
import { TRAINING_RUN, trainingOf } from './training.ts';

const WATCHED = { ...LATEST_RUN, select: { ...LATEST_RUN.select, ...TRAINING_RUN } } as const;

/** The state of a submission's grading now and at every change, until it is over for the reader or the signal aborts. */
export async function* watchRun(
  db: Db,
  runs: RunChannel,
  submissionId: string,
  reader: { isStaff: boolean },
  signal: AbortSignal,
): AsyncGenerator<SubmissionEvent> {
  // Before the first reading, so that no change falls between the two.
  const subscription = runs.subscribe(submissionId);
  try {
    let told = '';
    for (;;) {
      const submission = await db.submission.findUnique({
        where: { id: submissionId },
        select: { runs: WATCHED },
      });
      const row = submission?.runs[0];
      if (!row) return;
      const run = presentRun(row, reader);
      const isOver = run.state === 'done' || run.state === 'failed';
      const event = { submissionId, run, training: isOver ? null : await trainingOf(db, row) };
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
