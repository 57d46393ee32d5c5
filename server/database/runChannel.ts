/** News of grading runs across processes: a worker tells, servers hear. */
import { EventEmitter, once } from 'node:events';
import type { Log } from '../log.ts';
import { listenOn } from './listener.ts';
import type { Tx } from './prisma.ts';

const CHANNEL = 'stepwise_runs';

/** Tells that the run of a submission changed; heard when the transaction commits. */
export async function tellRunChanged(tx: Tx, submissionId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${submissionId})`;
}

export interface Subscription {
  /** Resolves at the next news, at once when some came since the last call; rejects when the signal aborts. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface RunChannel {
  subscribe(submissionId: string): Subscription;
  close(): Promise<void>;
}

export async function openRunChannel(databaseUrl: string, log: Log): Promise<RunChannel> {
  const news = new EventEmitter().setMaxListeners(0);
  const listening = await listenOn(databaseUrl, CHANNEL, log, {
    onMessage: (submissionId) => news.emit(`run ${submissionId}`),
    onReconnected: () => news.emit('reconnected'),
  });
  return {
    subscribe(submissionId) {
      const arrivals = new EventEmitter();
      let pending = false;
      const arrive = () => {
        pending = true;
        arrivals.emit('news');
      };
      news.on(`run ${submissionId}`, arrive).on('reconnected', arrive);
      return {
        async next(signal) {
          if (!pending) await once(arrivals, 'news', { signal });
          pending = false;
        },
        close: () => void news.off(`run ${submissionId}`, arrive).off('reconnected', arrive),
      };
    },
    close: () => listening.close(),
  };
}
