/** News of grading runs across processes: a worker tells, servers hear. */
import { EventEmitter, once } from 'node:events';
import type { Log } from '../log.ts';
import { listenOn } from './listener.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from './prisma.ts';

const CHANNEL = 'stepwise_runs';
/** What is told where a submission's id would be: a training began or ended, so that those who wait move up. */
const TRAININGS = 'trainings';

/** Tells that the run of a submission changed; heard when the transaction commits. */
export async function tellRunChanged(tx: Tx, submissionId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${submissionId})`;
}

/**
 * The same within a statement that changes runs, among what it selects of each.
 *
 * @param submissionId its column
 * @param trains whether those who wait to train are told as well
 */
export const telling = (submissionId: Prisma.Sql, trains = Prisma.sql`false`): Prisma.Sql => Prisma.sql`
  pg_notify(${CHANNEL}, ${submissionId}::text),
  CASE WHEN ${trains} THEN pg_notify(${CHANNEL}, ${TRAININGS}) END`;

/** Tells those who wait to train that they have moved up. */
export async function tellTrainingsMoved(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${TRAININGS})`;
}

export interface Subscription {
  /** Resolves at the next news, at once when some came since the last call; rejects when the signal aborts. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface RunChannel {
  subscribe(submissionId: string): Subscription;
  /** Calls whenever anything is told, of whichever submission. */
  hear(listener: () => void): void;
  close(): Promise<void>;
}

export async function openRunChannel(databaseUrl: string, log: Log): Promise<RunChannel> {
  const news = new EventEmitter().setMaxListeners(0);
  const listening = await listenOn(databaseUrl, CHANNEL, log, {
    onMessage: (submissionId) => {
      news.emit(`run ${submissionId}`);
      news.emit('any');
    },
    onReconnected: () => {
      news.emit('reconnected');
      news.emit('any');
    },
  });
  return {
    subscribe(submissionId) {
      const arrivals = new EventEmitter();
      let pending = false;
      const arrive = () => {
        pending = true;
        arrivals.emit('news');
      };
      const heard = [`run ${submissionId}`, `run ${TRAININGS}`, 'reconnected'];
      for (const event of heard) news.on(event, arrive);
      return {
        async next(signal) {
          if (!pending) await once(arrivals, 'news', { signal });
          pending = false;
        },
        close() {
          for (const event of heard) news.off(event, arrive);
        },
      };
    },
    hear: (listener) => void news.on('any', listener),
    close: () => listening.close(),
  };
}
