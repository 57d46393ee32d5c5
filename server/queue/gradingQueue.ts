/**
 * The queue between submissions and workers: pg-boss, in a schema of its own in the same database. A job is sent in
 * the transaction that makes its run, so that neither exists without the other.
 */
import { PgBoss, fromPrisma } from 'pg-boss';
import type { QueueOptions } from 'pg-boss';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { lasting } from '../database/client.ts';
import type { Asked, AskedTx, Tx } from '../database/prisma.ts';
import { troubleOf, TROUBLES } from '../database/trouble.ts';
import {
  bringForward,
  FORWARD_EVERY,
  moveUp,
  placeOf,
  priorityInTurn,
  RERUN,
  secondsUntilDone,
  takeOut,
} from './turns.ts';
import type { TurnOf } from './turns.ts';

export type { TurnOf };

const QUEUE = 'grading';
/** Runs that train: each takes long, so a worker has one at a time, beside those that are soon over. */
const TRAINING_QUEUE = 'training';
/** Takes jobs whose last attempt failed. */
const FAILED_QUEUE = 'grading_failed';
const OUTAGE_SAID_MS = 30_000;

export const GradingJob = z.object({
  runId: z.uuid(),
  isRerun: z.boolean().optional(),
  /** An experiment is a part of it. */
  trains: z.boolean().optional(),
  /** How often it was put off already, since the database or a disk was in trouble. */
  putOff: z.number().int().optional(),
});
export type GradingJob = z.infer<typeof GradingJob>;

const queueOf = ({ trains }: Pick<GradingJob, 'trains'>): string => (trains ? TRAINING_QUEUE : QUEUE);

const priorityOf = ({ isRerun }: GradingJob): number => (isRerun ? RERUN : 0);

/** Seconds for which a job is put off at most. */
const MOST_POSTPONED = 60;
const HEAL_MS = 5_000;
/**
 * The queue compares times that it has written with the database's clock. Where that was set back, what it has written lies
 * ahead, and until then no job is taken, and none of a dead worker's is noticed.
 */
const HEAL = `
  UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL WHERE greatest(monitor_on, monitor_claim_on) > now();
  UPDATE pgboss.queue SET maintain_on = NULL WHERE maintain_on > now();
  UPDATE pgboss.job SET start_after = now()
    WHERE state IN ('created', 'retry') AND start_after > now() + interval '${MOST_POSTPONED + 1} seconds';
  UPDATE pgboss.job SET started_on = now(), heartbeat_on = now() WHERE state = 'active' AND heartbeat_on > now();`;

export interface GradingQueue {
  /** Queues runs within the transaction that creates them. */
  send(tx: Tx, ...jobs: GradingJob[]): Promise<void>;
  /** The place of a job that somebody waits for, in turn with those of other courses and people. */
  placeInTurn(tx: Asked, job: Pick<GradingJob, 'trains'>, turn: TurnOf): Promise<number>;
  /** Queues one at its place. */
  sendInTurn(tx: AskedTx, job: GradingJob, turn: TurnOf, place?: number): Promise<void>;
  /**
   * Somebody waits at a page for a run that does not train: it goes before those whom nobody watches.
   *
   * @returns seconds until it is done, a guess; null where nothing is known, or it does not wait any more
   */
  watched(tx: Tx, runId: string): Promise<number | null>;
  /** How many trainings begin before that of a run; null where it does not wait any more. */
  trainingsBefore(tx: Tx, runId: string): Promise<number | null>;
  /** A run whose training is no longer wanted stands in nobody's way. */
  withdrawTraining(tx: Tx, runId: string): Promise<void>;
  /** Queues a run again for later, a minute at most: nothing is wrong with it. */
  postpone(job: GradingJob, seconds: number): Promise<void>;
  /** Takes jobs, `concurrency` at a time. A rejected `grade` is tried again; after the last time `giveUp` gets it. */
  work(concurrency: number, handlers: GradingHandlers): Promise<void>;
  /** Waits for the jobs at work, at most 10 s. */
  close(): Promise<void>;
}

export interface GradingHandlers {
  grade(job: GradingJob): Promise<void>;
  giveUp(job: GradingJob): Promise<void>;
}

type QueueSettings = QueueOptions & { notify?: boolean; deadLetter?: string };

/** Creating leaves a queue that exists as it is, with the settings of an earlier release. */
async function ensureQueue(boss: PgBoss, name: string, settings: QueueSettings): Promise<void> {
  await boss.createQueue(name, settings);
  await boss.updateQueue(name, settings);
}

export async function openGradingQueue(databaseUrl: string, log: Log): Promise<GradingQueue> {
  const boss = new PgBoss({
    ...lasting(databaseUrl, 4),
    useListenNotify: true,
    schedule: false,
    // A killed worker's job is taken up again within a heartbeat and one of these.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  let outageSaidAt = -Infinity;
  boss.on('error', (error) => {
    const trouble = troubleOf(error);
    if (trouble === null) log.error({ err: error }, 'grading queue');
    // Every poller tries again and again; one line in a while says as much.
    else if (performance.now() - outageSaidAt > OUTAGE_SAID_MS) {
      outageSaidAt = performance.now();
      log.error({ trouble, reason: error.message }, TROUBLES[trouble].operators);
    }
  });
  boss.on('warning', (warning) => log.warn({ warning }, 'grading queue'));
  await boss.start();
  // A day and more: while the database is full nobody can be told that a run failed, and afterwards somebody must be.
  await ensureQueue(boss, FAILED_QUEUE, { notify: true, retryLimit: 20_000, retryDelay: 5 });
  for (const [name, expireInSeconds] of [
    [QUEUE, 600],
    [TRAINING_QUEUE, 3600],
  ] as const)
    await ensureQueue(boss, name, {
      notify: true,
      deadLetter: FAILED_QUEUE,
      retryLimit: 3,
      retryDelay: 1,
      retryBackoff: true,
      // The shortest that pg-boss allows.
      heartbeatSeconds: 10,
      expireInSeconds,
    });

  /** One job at a time; asks for the next at once instead of waiting for the next poll. */
  async function take(
    queue: string,
    handle: (job: GradingJob) => Promise<void>,
    afterwards: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    const options = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 };
    const workerId = await boss.work<unknown>(queue, options, async (jobs) => {
      try {
        for (const job of jobs) await handle(GradingJob.parse(job.data));
      } finally {
        await afterwards();
        boss.notifyWorker(workerId);
      }
    });
  }

  /** Whether it succeeds or not, the queue goes on; while the database does not answer, others say so. */
  const attempt = (sql: string): Promise<unknown> =>
    boss
      .getDb()
      .executeSql(sql)
      .catch((error: unknown) => {
        if (troubleOf(error) === null) log.error({ err: error }, 'grading queue');
      });
  let taken = 0;
  async function giveOthersAShare(): Promise<void> {
    taken += 1;
    if (taken % FORWARD_EVERY === 0) await attempt(bringForward(QUEUE));
  }

  let healing: NodeJS.Timeout | undefined;
  return {
    async send(tx, ...jobs) {
      for (const queue of [QUEUE, TRAINING_QUEUE]) {
        const own = jobs.filter((job) => queueOf(job) === queue);
        const rows = own.map((job) => ({
          data: job,
          priority: priorityOf(job),
          singletonKey: job.runId,
        }));
        if (rows.length > 0) await boss.insert(queue, rows, { db: fromPrisma(tx) });
      }
    },
    placeInTurn: (tx, job, turn) => priorityInTurn(tx, queueOf(job), turn),
    async sendInTurn(tx, job, turn, place) {
      const queue = queueOf(job);
      const priority = place ?? (await priorityInTurn(tx, queue, turn));
      const row = { data: { ...job, turn }, priority, singletonKey: job.runId };
      await boss.insert(queue, [row], { db: fromPrisma(tx) });
    },
    async watched(tx, runId) {
      await moveUp(tx, QUEUE, runId);
      return secondsUntilDone(tx, QUEUE, runId);
    },
    trainingsBefore: (tx, runId) => placeOf(tx, TRAINING_QUEUE, runId),
    withdrawTraining: (tx, runId) => takeOut(tx, TRAINING_QUEUE, runId),
    async postpone(job, seconds) {
      const startAfter = Math.min(seconds, MOST_POSTPONED);
      const options = { startAfter, priority: priorityOf(job), singletonKey: job.runId };
      await boss.send(queueOf(job), job, options);
    },
    async work(concurrency, handlers) {
      for (let worker = 0; worker < concurrency; worker += 1)
        await take(QUEUE, handlers.grade, giveOthersAShare);
      await take(TRAINING_QUEUE, handlers.grade);
      await take(FAILED_QUEUE, handlers.giveUp);
      healing = setInterval(() => void attempt(HEAL), HEAL_MS).unref();
    },
    async close() {
      clearInterval(healing);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
