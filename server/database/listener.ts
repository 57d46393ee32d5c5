/**
 * One connection that listens on PostgreSQL's channels. A message is only a hint to read rows again, so one that is
 * lost in a reconnect is made up for by reading once more: listeners are told `reconnected`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { LastingClient } from './client.ts';

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

  async function connect(): Promise<LastingClient> {
    const fresh = new LastingClient(databaseUrl);
    fresh.on('notification', ({ payload }) => listener.onMessage(payload ?? ''));
    fresh.on('error', (error) => log.warn({ err: error, channel }, 'lost the connection that listens'));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
    } catch (error) {
      void fresh.end().catch(() => undefined);
      throw error;
    }
    fresh.once('end', () => void reconnect());
    return fresh;
  }

  async function reconnect(): Promise<void> {
    let wasSaid = false;
    while (!closing.signal.aborted) {
      try {
        client = await connect();
        listener.onReconnected();
        return;
      } catch (error) {
        if (!wasSaid) log.warn({ err: error, channel }, 'cannot listen, trying again every second');
        wasSaid = true;
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
