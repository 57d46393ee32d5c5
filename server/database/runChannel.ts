/**
 * News of grading runs across processes, by PostgreSQL's LISTEN/NOTIFY: a worker tells, servers hear. A message is
 * only a hint to read the row again, so one that is lost in a reconnect is made up for by reading once more.
 */
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { Tx } from './prisma.ts';

const CHANNEL = 'stepwise_runs';
const RECONNECT_MS = 1_000;

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
  const closing = new AbortController();
  let client = await listen();

  async function listen(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    fresh.on('notification', ({ payload }) => news.emit(`run ${payload}`));
    fresh.on('error', (error) =>
      log.warn({ err: error }, 'lost the connection that listens for grading runs'),
    );
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
    fresh.once('end', () => void reconnect());
    return fresh;
  }

  async function reconnect(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        client = await listen();
        news.emit('reconnected');
        return;
      } catch (error) {
        log.warn({ err: error }, 'cannot listen for grading runs, trying again');
        await sleep(RECONNECT_MS, undefined, { ref: false });
      }
    }
  }

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
    async close() {
      closing.abort();
      await client.end();
    },
  };
}
