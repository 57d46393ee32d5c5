/** Whether the database answers, on a connection that nobody else waits for: what health says, within a second. */
import type { Log } from '../log.ts';
import { LastingClient } from './client.ts';
import { troubleOf, TROUBLES, type Trouble } from './trouble.ts';

/** The page of a monitor waits no longer. */
const PATIENCE_MS = 800;
/** An answer is as good as new for so long. */
const FRESH_MS = 500;
const EVERY_MS = 2_000;

/** Says that it is read-only; a full disk is only felt by what writes. */
const LOOK = `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "readOnly"`;
/**
 * What a full disk has no room for: a row as it is, which takes a piece of the log, and a table of half a megabyte that goes at
 * once. The row alone finds room where the disk has none: on its page, and in the files of the log that lie there.
 */
const WRITE = `UPDATE secrets SET value = value WHERE name = 'session';
  CREATE TEMPORARY TABLE room ON COMMIT DROP AS SELECT repeat('.', 1000) FROM generate_series(1, 500)`;

export interface DatabaseWatch {
  /** Null when all is well; asks when it was last asked half a second ago. */
  trouble(): Promise<Trouble | null>;
  /** Somebody's query failed in this way: it is looked at again until it is over. */
  report(trouble: Trouble): void;
  close(): Promise<void>;
}

export function watchDatabase(databaseUrl: string, log: Log): DatabaseWatch {
  let client: LastingClient | null = null;
  let known: Trouble | null = null;
  let askedAt = -Infinity;
  let asking: Promise<Trouble | null> | null = null;
  let hasBeenFull = false;

  function drop(): void {
    const old = client;
    client = null;
    void old?.end().catch(() => undefined);
  }

  async function connected(): Promise<LastingClient> {
    if (client) return client;
    const fresh = new LastingClient({ connectionString: databaseUrl, query_timeout: PATIENCE_MS });
    await fresh.connect();
    fresh.once('end', () => {
      if (client === fresh) client = null;
    });
    client = fresh;
    return fresh;
  }

  async function ask(): Promise<Trouble | null> {
    try {
      const connection = await connected();
      const { rows } = await connection.query<{ readOnly: boolean }>(LOOK);
      if (rows[0]?.readOnly) return 'read_only';
      if (hasBeenFull) await connection.query(WRITE);
      hasBeenFull = false;
      return null;
    } catch (error) {
      drop();
      return troubleOf(error) ?? 'unreachable';
    }
  }

  function keep(found: Trouble | null): Trouble | null {
    if (found !== known) {
      if (found) log.error({ alert: true, trouble: found }, TROUBLES[found].operators);
      else log.warn('the database is well again');
    }
    known = found;
    askedAt = performance.now();
    return found;
  }

  function askOnce(): Promise<Trouble | null> {
    asking ??= ask()
      .then(keep)
      .finally(() => (asking = null));
    return asking;
  }

  const timer = setInterval(() => void askOnce(), EVERY_MS);
  timer.unref();

  return {
    async trouble() {
      if (performance.now() - askedAt < FRESH_MS) return known;
      let late: NodeJS.Timeout | undefined;
      // A connection that is being made to a frozen server has a longer patience than whoever asks here.
      const patience = new Promise<Trouble>((done) => {
        late = setTimeout(() => done('unreachable'), PATIENCE_MS);
      });
      try {
        return await Promise.race([askOnce(), patience]);
      } finally {
        clearTimeout(late);
      }
    },
    report(trouble) {
      if (trouble === 'full') {
        hasBeenFull = true;
        // Whoever writes has found out what asking can only confirm, and later.
        keep(trouble);
      }
      void askOnce();
    },
    async close() {
      clearInterval(timer);
      await asking;
      drop();
    },
  };
}
