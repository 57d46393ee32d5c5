/** A training that goes on: how far it is is kept with its run and told, and it ends when its group stops it. */
import type { TrainingProgress } from '../../contract/submissions.ts';
import type { Progress } from '../../grader/experiments/conduct.ts';
import type { Db } from '../database/prisma.ts';
import { tellRunChanged } from '../database/runChannel.ts';
import type { Log } from '../log.ts';

/** Between two pictures: curves that grow more often than that look no smoother. */
const PAUSE_MS = 500;

/** A guess needs so long a look: from the first epoch, while all is still being loaded, it was ten times too long. */
const LOOKED_MS = 5_000;

/** The run is no longer wanted: its group has stopped it. */
export class TrainingStopped extends Error {
  override name = 'TrainingStopped';
}

export interface FollowedTraining {
  onProgress: (question: string, progress: Progress) => void;
  /** Aborts with `TrainingStopped`. */
  signal: AbortSignal;
  /** Waits for what is being written. */
  end: () => Promise<void>;
}

export function followTraining(
  { db, log }: { db: Db; log: Log },
  { runId, submissionId }: { runId: string; submissionId: string },
): FollowedTraining {
  const stopping = new AbortController();
  let nextAt = performance.now();
  /** When the first progress came, and how far it was: what was loaded before is loaded once. */
  let first: { at: number; done: number } | null = null;
  let writing: Promise<void> | null = null;

  async function keep(progress: TrainingProgress): Promise<void> {
    await db.$transaction(async (tx) => {
      const { count } = await tx.gradingRun.updateMany({
        where: { id: runId, state: 'running' },
        data: { progress },
      });
      if (count === 0) stopping.abort(new TrainingStopped());
      else await tellRunChanged(tx, submissionId);
    });
  }

  return {
    signal: stopping.signal,
    onProgress(question, { title, epoch, done, figure }) {
      const now = performance.now();
      first ??= { at: now, done };
      // Training does not wait for its pictures.
      if (writing !== null || now < nextAt) return;
      nextAt = now + PAUSE_MS;
      const looked = now - first.at;
      const secondsLeft =
        looked < LOOKED_MS ? null : Math.round(((looked / 1000) * (1 - done)) / (done - first.done));
      writing = keep({ question, curve: title, epoch, done, secondsLeft, experiment: figure() })
        .catch((error: unknown) => log.warn({ err: error, runId }, 'a training’s progress was not kept'))
        .finally(() => (writing = null));
    },
    async end() {
      await writing;
    },
  };
}
