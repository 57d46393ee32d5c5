import pg from 'pg';
import type { Config } from '../config.ts';
import { OperatorError } from '../errors.ts';
import { openEmbeddedDatabase } from './embedded.ts';
import type { Database, Tell } from './embedded.ts';

/**
 * The database of the configuration: the one at `DATABASE_URL`, or else the embedded server.
 *
 * @param tell given by a supervisor, see `openEmbeddedDatabase`
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  tell?: Tell,
): Promise<Database> {
  if (config.databaseUrl === null) return openEmbeddedDatabase(config.dataDir, tell);
  await assertReachable(config.databaseUrl);
  return { url: config.databaseUrl, directory: null, close: async () => undefined };
}

async function assertReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = error instanceof Error && error.message ? error.message : 'no answer';
    throw new OperatorError(
      `The database at ${host}${pathname} cannot be reached (${reason}): check DATABASE_URL, or unset it.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
