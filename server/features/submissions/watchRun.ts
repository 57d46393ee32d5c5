import type { SubmissionEvent } from '../../../contract/submissions.ts';
import type { Db } from '../../database/prisma.ts';
import type { RunChannel } from '../../database/runChannel.ts';
import { LATEST_RUN, presentRun } from './present.ts';

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
        select: { runs: LATEST_RUN },
      });
      const row = submission?.runs[0];
      if (!row) return;
      const run = presentRun(row, reader);
      if (JSON.stringify(run) !== told) yield { submissionId, run };
      if (run.state === 'done' || run.state === 'failed') return;
      told = JSON.stringify(run);
      await subscription.next(signal);
    }
  } finally {
    subscription.close();
  }
}
