/**
 * Connections that outlive what happens to a database. pg emits `error` on a client whose connection breaks, and an
 * `error` that nobody hears ends the process; pg-pool takes its listener off while a client is handed out.
 */
import pg from 'pg';

/** Only the connecting; waiting for a free place in a pool has no part in it. */
const CONNECT_MS = 5_000;
/** A statement that takes longer is given up by the database, and a little later by us when the database does not answer. */
const STATEMENT_MS = 30_000;
const ANSWER_MS = 35_000;
/** A transaction whose owner does nothing holds locks that others wait for. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/** Of a client that waits for others' turns, or changes tables that are large: as long as it takes. */
export const UNHURRIED = {
  statement_timeout: 0,
  query_timeout: 0,
  idle_in_transaction_session_timeout: 0,
} as const;

const unheard = (): void => undefined;

/**
 * Asks one thing of a client after the other: Prisma reads the parts of a row side by side, within one transaction too,
 * which pg 9 will refuse.
 */
function inTurn(client: pg.Client): pg.Client['query'] {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  let last: Promise<unknown> | null = null;
  const query = (...args: unknown[]): unknown => {
    // Callbacks are pg-pool's, which asks one thing of a client that it has just been handed.
    if (args.some((arg) => typeof arg === 'function')) return ask(...args);
    const answer = last ? last.then(() => ask(...args)) : Promise.resolve(ask(...args));
    const turn: Promise<unknown> = answer.then(unheard, unheard).then(() => {
      if (last === turn) last = null;
    });
    last = turn;
    return answer;
  };
  return query as pg.Client['query'];
}

/** A client with a listener for life, limits of time, and one query at a time. */
export class LastingClient extends pg.Client {
  /** Its connection is gone for good. */
  hasEnded = false;

  constructor(config: string | pg.ClientConfig = {}) {
    super({
      statement_timeout: STATEMENT_MS,
      query_timeout: ANSWER_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      // Prisma sends and reads times without their zone, and takes them for UTC; a database may have another.
      options: '-c TimeZone=UTC',
      ...(typeof config === 'string' ? { connectionString: config } : config),
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
    });
    this.on('error', unheard);
    this.once('end', () => (this.hasEnded = true));
    this.query = inTurn(this);
  }
}

/** For whatever makes a pool of its own: Prisma's adapter, pg-boss. */
export const lasting = (connectionString: string, max: number) => ({
  connectionString,
  max,
  Client: LastingClient,
});

/** @param onError hears of idle clients whose connection broke; the next query gets another */
export function createPool(
  connectionString: string,
  max: number,
  onError: (error: Error) => void = unheard,
): pg.Pool {
  return new pg.Pool(lasting(connectionString, max)).on('error', onError);
}
