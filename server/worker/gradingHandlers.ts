/**
 * The worker: takes grading jobs from the queue, grades in the sandbox, stores the report. Several may run, on one
 * machine or many. An error here is ours, so it is thrown and the queue tries again; only a report is a verdict.
 */
import { keptReport, StoredReport, type GradedReport } from '../../contract/report.ts';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { Prisma } from '../../prisma/generated/client.ts';
import { ask, type Db } from '../database/prisma.ts';
import { telling, tellRunChanged } from '../database/runChannel.ts';
import { troubleOf, type Trouble } from '../database/trouble.ts';
import type { Log } from '../log.ts';
import { readVersions } from '../middleware/versions.ts';
import type { GradingHandlers, GradingJob } from '../queue/gradingQueue.ts';
import { LanguageRefused } from '../../grader/sandbox/refusal.ts';
import type { Experiments, GradeOptions } from '../../grader/grade.ts';
import { widestSeen } from '../../grader/report/reportSeen.ts';
import { GraderFault } from '../../grader/terms.ts';
import { findGraded } from './findGraded.ts';
import { followTraining, TrainingStopped } from './followTraining.ts';

/** Soon enough for whoever waits, seldom enough for a log that people read. */
const REFUSED_SECONDS = 60;
/** After trouble of the database or a disk; twice as long each time. */
const TROUBLE_SECONDS = 2;
const MOST_TROUBLE_SECONDS = 60;
/** Below the time after which the queue takes a job for lost. */
const INSISTING_MS = 500_000;
const INSIST_EVERY_MS = 1_000;

/** `grade` of grade.ts with its sandboxes. */
export type GradeSubmission = (
  definition: AssignmentDefinition,
  program: { fileName: string; source: string },
  options: Pick<GradeOptions, 'shown' | 'onShown'> &
    Pick<Experiments, 'onProgress' | 'signal'> & {
      /** Of the definition; the data of its experiments are with its files. */
      versionId: string;
    },
) => Promise<GradedReport>;

export interface WorkerDeps {
  db: Db;
  gradeSubmission: GradeSubmission;
  /** Of the grader's sources, kept with every report. */
  graderVersion: string;
  /** Queues a run again for later. */
  postpone: (job: GradingJob, seconds: number) => Promise<void>;
  clock: () => Date;
  log: Log;
}

/** A run that is this worker's now, with all that grading it takes. */
interface TakenRun {
  submissionId: string;
  attempt: number;
  /** What was shown of it before. */
  report: unknown;
  rerunId: string | null;
  trains: boolean;
  versionId: string;
  versionNumber: number;
  /** For everybody: until then somebody may be withheld the tests of after that. */
  dueAt: Date;
  /** As when it is due. */
  gradesReleasedAt: Date | null;
  fileName: string | null;
  source: string | null;
}

/**
 * Null when the run is over already: the job was delivered twice, or its worker died after storing the report; or when it
 * belongs to a rerun that was stopped.
 */
async function takeRun({ db, clock }: WorkerDeps, runId: string): Promise<TakenRun | null> {
  // What a student has been told of the run stays as it is.
  const [run] = await ask<TakenRun>(
    db,
    Prisma.sql`
      WITH taken AS (
        UPDATE grading_runs AS r
        SET state = 'running', attempt = r.attempt + 1,
          started_at = CASE WHEN r.shown_at IS NULL THEN ${clock()} ELSE r.started_at END
        WHERE r.id = ${runId}::uuid AND (r.state = 'queued' OR r.state = 'running')
          AND (r.rerun_id IS NULL
            OR EXISTS (SELECT 1 FROM reruns WHERE reruns.id = r.rerun_id AND reruns.stopped_at IS NULL))
        RETURNING r.*
      )
      SELECT run.submission_id AS "submissionId", run.attempt, run.report, run.rerun_id AS "rerunId", run.trains,
        v.id AS "versionId", v.number AS "versionNumber",
        greatest(a.due_at, later.due) AS "dueAt",
        CASE WHEN a.grades_released_at IS NOT NULL
          THEN greatest(a.grades_released_at, later.release) END AS "gradesReleasedAt",
        file.name AS "fileName", file.text AS source,
        ${telling(Prisma.sql`run.submission_id`, Prisma.sql`run.trains`)}
      FROM taken AS run
      JOIN assignment_versions AS v ON v.id = run.version_id
      JOIN submissions AS s ON s.id = run.submission_id
      JOIN groups AS g ON g.id = s.group_id
      JOIN assignments AS a ON a.id = g.assignment_id
      CROSS JOIN LATERAL (
        SELECT max(due_at) AS due, max(releases_at) AS release FROM extensions WHERE assignment_id = a.id
      ) AS later
      LEFT JOIN LATERAL (
        SELECT name, text FROM submission_files WHERE submission_id = s.id LIMIT 1
      ) AS file ON true`,
  );
  return run ?? null;
}

async function gradeRun(deps: WorkerDeps, runId: string): Promise<void> {
  const run = await takeRun(deps, runId);
  if (!run) return;
  const { submissionId, versionId, fileName, source, dueAt, gradesReleasedAt } = run;
  if (fileName === null || source === null)
    throw new GraderFault(`submission ${submissionId} has no file to grade`);
  const version = { id: versionId, number: run.versionNumber };
  const [{ definition } = { definition: null }] = await readVersions(deps.db, [version]);
  if (!definition) throw new GraderFault(`submission ${submissionId} has no version to be graded by`);
  const program = { fileName, source };
  const now = deps.clock();
  const released = gradesReleasedAt !== null && gradesReleasedAt <= now;
  const shown = widestSeen({ isStaff: false, now, dueAt, released });
  const before = run.report ? StoredReport.parse(run.report) : null;
  // A rerun is shown to nobody until it is applied.
  const isShown = before === null && run.rerunId === null;
  const onShown = (partial: StoredReport) => keepShown(deps, runId, partial);
  const training = run.trains ? followTraining(deps, { runId, submissionId }) : null;
  // A rerun is there to find out whether the same comes out again.
  const known = run.rerunId === null ? { versionId, graderVersion: deps.graderVersion } : null;
  const graded =
    (known && (await findGraded(deps.db, program, known))) ??
    (await deps
      .gradeSubmission(definition, program, {
        ...(isShown && { shown, onShown }),
        ...(training && { onProgress: training.onProgress, signal: training.signal }),
        versionId,
      })
      .finally(() => training?.end()));
  const report: StoredReport = { ...graded, views: { ...graded.views, ...before?.views } };
  const { score, questions } = graded.whole;
  const scores = Object.fromEntries(questions.map(({ id, score }) => [id, score]));
  await ask(
    deps.db,
    Prisma.sql`
      WITH run AS (
        UPDATE grading_runs
        SET state = 'done', report = ${JSON.stringify(keptReport(report))}::jsonb, scores = ${JSON.stringify(scores)}::jsonb,
          grader_version = ${deps.graderVersion}, finished_at = ${deps.clock()}, refusal = NULL, progress = NULL
        WHERE id = ${runId}::uuid AND state = 'running'
        RETURNING submission_id, trains
      )
      SELECT ${telling(Prisma.sql`submission_id`, Prisma.sql`trains`)} FROM run`,
  );
  deps.log.info({ runId, submission: submissionId, attempt: run.attempt, score }, 'graded');
}

/** The tests that the students see are run, others are still to be: for the students it is over, for staff it goes on. */
async function keepShown({ db, clock }: WorkerDeps, runId: string, report: StoredReport): Promise<void> {
  await ask(
    db,
    Prisma.sql`
      WITH run AS (
        UPDATE grading_runs SET report = ${JSON.stringify(keptReport(report))}::jsonb, shown_at = ${clock()}
        WHERE id = ${runId}::uuid AND state = 'running'
        RETURNING submission_id
      )
      SELECT ${telling(Prisma.sql`submission_id`)} FROM run`,
  );
}

/** The host cannot isolate the language: the run waits until an operator has mended that, and says so. */
async function postpone(deps: WorkerDeps, job: GradingJob, refused: LanguageRefused): Promise<void> {
  const { runId } = job;
  // First, so that the run is taken up again whatever happens now.
  await deps.postpone(job, REFUSED_SECONDS);
  await deps.db.$transaction(async (tx) => {
    // A job that was delivered twice may have been graded meanwhile where programs of the language can be run.
    const [run] = await tx.gradingRun.updateManyAndReturn({
      where: { id: runId, state: 'running' },
      data: { state: 'queued', refusal: refused.message },
      select: { submissionId: true },
    });
    if (run) await tellRunChanged(tx, run.submissionId);
  });
  const { language, reason } = refused;
  deps.log.error({ alert: true, runId, language, reason }, 'this host cannot grade a language safely');
}

/**
 * The database or a disk is in trouble: nothing is wrong with the run, so that no attempt is counted, and it is taken up
 * again however long that lasts.
 */
async function putOff(
  { db, postpone, log }: WorkerDeps,
  job: GradingJob,
  { error, trouble }: { error: unknown; trouble: Trouble },
): Promise<void> {
  const { runId, putOff: times = 0 } = job;
  const reason = error instanceof Error ? error.message : String(error);
  log.error({ alert: true, runId, trouble, reason }, 'grading is put off until this is over');
  const seconds = Math.min(TROUBLE_SECONDS * 2 ** Math.min(times, 10), MOST_TROUBLE_SECONDS);
  // It is the database itself, more often than not, that has to be waited for.
  for (const from = performance.now(); ; await sleep(INSIST_EVERY_MS)) {
    try {
      await postpone({ ...job, putOff: times + 1 }, seconds);
      break;
    } catch (error) {
      if (troubleOf(error) === null || performance.now() - from > INSISTING_MS) throw error;
    }
  }
  // Taken up again in any case; that it waits is only said.
  await db
    .$transaction(async (tx) => {
      const [run] = await tx.gradingRun.updateManyAndReturn({
        where: { id: runId, state: 'running' },
        data: { state: 'queued' },
        select: { submissionId: true },
      });
      if (run) await tellRunChanged(tx, run.submissionId);
    })
    .catch((error: unknown) => log.warn({ err: error, runId }, 'cannot say that a run waits'));
}

/** The last attempt failed: the student is told that we could not grade it, staff see it, the log has the alert. */
async function giveUp({ db, clock, log }: WorkerDeps, runId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.gradingRun.updateMany({
      where: { id: runId, state: { in: ['queued', 'running'] } },
      data: { state: 'failed', finishedAt: clock() },
    });
    if (count === 0) return;
    const run = await tx.gradingRun.findUniqueOrThrow({ where: { id: runId } });
    await tellRunChanged(tx, run.submissionId);
    log.error(
      { alert: true, runId, submission: run.submissionId, fault: run.fault },
      'could not grade a submission',
    );
  });
}

export function createGradingHandlers(deps: WorkerDeps): GradingHandlers {
  return {
    async grade(job: GradingJob) {
      const { runId } = job;
      try {
        await gradeRun(deps, runId);
      } catch (error) {
        if (error instanceof LanguageRefused) return postpone(deps, job, error);
        if (error instanceof TrainingStopped) return deps.log.info({ runId }, 'a training was stopped');
        const trouble = troubleOf(error);
        if (trouble !== null) return putOff(deps, job, { error, trouble });
        deps.log.warn({ err: error, runId }, 'grading failed, will be tried again');
        const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        await deps.db.gradingRun
          .updateMany({ where: { id: runId }, data: { fault } })
          .catch((other: unknown) => deps.log.warn({ err: other, runId }, 'cannot keep why grading failed'));
        throw error;
      }
    },
    giveUp: ({ runId }: GradingJob) => giveUp(deps, runId),
  };
}
