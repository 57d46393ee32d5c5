/**
 * A transaction straight on pg, for what a class does in its last minute: the same statements cost the server a third of
 * what they cost by way of Prisma, and those that do not need each other's answers go to the database together.
 */
import type pg from 'pg';
import { Prisma } from '../../prisma/generated/client.ts';
import { named, poolOf } from './prisma.ts';
import type { AskedTx, Db } from './prisma.ts';

/** As long as a whole class may take that hands in at once: see `TRANSACTIONS` in prisma.ts. */
const MOST_WAITED_MS = 60_000;
const unheard = (): void => undefined;

type Statement = TemplateStringsArray | Prisma.Sql;

/** What is asked of it is sent at once, in the order in which it was asked, whether or not answers are waited for. */
export class Transaction implements AskedTx {
  readonly #client: pg.PoolClient;
  /** The first statement that failed: those behind it fail since it did. */
  #failure: Error | null = null;
  #isOver = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    void this.#ask({ text: 'BEGIN' }).catch(unheard);
  }

  async $queryRaw<T = unknown>(query: Statement, ...values: unknown[]): Promise<T> {
    return (await this.#ask(named(statementOf(query, values)))).rows as T;
  }

  async $executeRaw(query: Statement, ...values: unknown[]): Promise<number> {
    return (await this.#ask(named(statementOf(query, values)))).rowCount ?? 0;
  }

  async $queryRawUnsafe<T = unknown>(text: string, ...values: unknown[]): Promise<T> {
    return (await this.#ask(named({ text, values }))).rows as T;
  }

  /** Asks something whose answer nobody needs. Where it fails, the transaction does. */
  send(statement: Prisma.Sql): void {
    void this.#ask(named(statement)).catch(unheard);
  }

  /** Undoes all of it and goes on, without any of its locks. */
  beginAnew(): void {
    for (const text of ['ROLLBACK', 'BEGIN']) void this.#ask({ text }).catch(unheard);
    this.#failure = null;
  }

  /** @throws what failed first in it; then it has changed nothing */
  async commit(): Promise<void> {
    const { command } = await this.#end('COMMIT');
    // PostgreSQL undoes what failed, and says so without an error.
    if (command !== 'COMMIT') throw this.#failure ?? new Error(`a transaction ended with ${command}`);
  }

  /** @returns null where it has been undone; else why its connection is of no use any more */
  async rollback(): Promise<Error | null> {
    try {
      if (!this.#isOver) await this.#end('ROLLBACK');
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  /** What failed first, where `error` is only that everything behind it was refused. */
  reasonFor(error: unknown): unknown {
    const isRefused = error instanceof Error && 'code' in error && error.code === '25P02';
    return isRefused ? this.#failure : error;
  }

  async #end(text: 'COMMIT' | 'ROLLBACK'): Promise<pg.QueryResult> {
    const ended = this.#ask({ text });
    this.#isOver = true;
    return ended;
  }

  async #ask(query: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#isOver) throw new Error('a transaction was asked something after its end');
    try {
      return await this.#client.query(query);
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}

const statementOf = (query: Statement, values: unknown[]): Prisma.Sql =>
  'text' in query ? query : Prisma.sql(query, ...values);

/** A class that hands in at once waits here for its turn. */
async function takeClient(db: Db): Promise<pg.PoolClient> {
  const waiting = poolOf(db).connect();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(Object.assign(new Error('no connection to the database was free in time'), { code: 'P2028' }));
    waiting.then((client) => client.release(), unheard);
  }, MOST_WAITED_MS);
  try {
    return await Promise.race([waiting, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** All of `work` or nothing. What it asks after its end is refused, so it waits for whatever asks more than one thing. */
export async function transact<T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await takeClient(db);
  const tx = new Transaction(client);
  try {
    const value = await work(tx);
    await tx.commit();
    client.release();
    return value;
  } catch (error) {
    client.release((await tx.rollback()) ?? undefined);
    throw tx.reasonFor(error);
  }
}
