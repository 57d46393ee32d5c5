/**
 * Connections that outlive what happens to a database. pg emits `error` on a client whose connection breaks, and an
 * `error` that nobody hears ends the process; pg-pool takes its listener off while a client is handed out.
 */
import type { Socket } from 'node:net';
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

/** A client with a listener for life and limits of time. What it is asked in one go leaves in one packet. */
export class LastingClient extends pg.Client {
  /** Its connection is gone for good. */
  hasEnded = false;
  #isGathering = false;

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
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      this.#gather();
      return ask(...args);
    }) as pg.Client['query'];
  }

  /** Holds back what is sent until whoever runs now waits for something. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    // pg's types leave it out.
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }
}

/**
 * For whatever makes a pool of its own: Prisma's adapter, pg-boss. What a client is asked before its last answer has come
 * is sent on and answered in turn: to be woken up for a statement costs server and database more than most statements do. A
 * statement that is not answered in time ends its connection.
 */
export const lasting = (connectionString: string, max: number) => ({
  connectionString,
  max,
  pipeline: true,
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
