/**
 * One connection that listens on PostgreSQL's channels. A message is only a hint to read rows again, so one that is
 * lost in a reconnect is made up for by reading once more: listeners are told `reconnected`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

const RECONNECT_MS = 1_000;

export interface Listener {
  onMessage: (payload: string) => void;
  onReconnected: () => void;
}

export async function listenOn(
  databaseUrl: string,
  channel: string,
  log: Log,
  listener: Listener,
): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController();
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    fresh.on('notification', ({ payload }) => listener.onMessage(payload ?? ''));
    fresh.on('error', (error) => log.warn({ err: error, channel }, 'lost the connection that listens'));
    await fresh.connect();
    await fresh.query(`LISTEN ${channel}`);
    fresh.once('end', () => void reconnect());
    return fresh;
  }

  async function reconnect(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        client = await connect();
        listener.onReconnected();
        return;
      } catch (error) {
        log.warn({ err: error, channel }, 'cannot listen, trying again');
        await sleep(RECONNECT_MS, undefined, { ref: false });
      }
    }
  }

  return {
    async close() {
      closing.abort();
      await client.end();
    },
  };
}
