import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { OperatorError } from '../errors.ts';
import type { Log } from '../log.ts';
import { LastingClient } from './client.ts';
import { openEmbeddedDatabase } from './embedded.ts';
import type { Database, Tell } from './embedded.ts';
import { troubleOf } from './trouble.ts';

const KNOCK_MS = 250;

/**
 * The database of the configuration: the one at `DATABASE_URL`, or else the embedded server.
 *
 * @param tell given by a supervisor, see `openEmbeddedDatabase`; one waits for a database elsewhere that does not answer yet
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  tell?: Tell,
): Promise<Database> {
  if (config.databaseUrl === null) return openEmbeddedDatabase(config.dataDir, tell);
  await assertReachable(config.databaseUrl, tell);
  return { url: config.databaseUrl, directory: null, close: async () => undefined };
}

/**
 * Waits until the database lets in: it may start again just when one of us does. What does not pass by itself, such as a
 * wrong password, ends the waiting.
 */
export async function untilReachable(url: string, log: Log): Promise<void> {
  for (let wasSaid = false; ; await sleep(KNOCK_MS)) {
    const client = new LastingClient(url);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (troubleOf(error) !== 'unreachable') throw error;
      if (!wasSaid) log.warn({ reason: (error as Error).message }, 'waiting for the database');
      wasSaid = true;
    } finally {
      void client.end().catch(() => undefined);
    }
  }
}

/** @param tell hears that it is waited for; without, one that does not answer is an error */
async function assertReachable(url: string, tell?: Tell): Promise<void> {
  const { host, pathname } = new URL(url);
  for (let wasSaid = false; ; await sleep(KNOCK_MS)) {
    const client = new LastingClient(url);
    try {
      await client.connect();
      if (wasSaid) tell?.(`The database at ${host}${pathname} answers.`);
      return;
    } catch (error) {
      const reason = error instanceof Error && error.message ? error.message : 'no answer';
      if (!tell || troubleOf(error) !== 'unreachable')
        throw new OperatorError(
          `The database at ${host}${pathname} cannot be reached (${reason}): check DATABASE_URL, or unset it.`,
        );
      if (!wasSaid)
        tell(
          `The database at ${host}${pathname} does not answer (${reason}). Waiting for it; if it is not the one that is meant, press Ctrl-C and check DATABASE_URL.`,
        );
      wasSaid = true;
    } finally {
      void client.end().catch(() => undefined);
    }
  }
}
