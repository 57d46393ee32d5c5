import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/client.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type pg from 'pg';
import { createPool } from './client.ts';
import { codesOf } from './trouble.ts';

export type Db = PrismaClient;
/** Inside `db.$transaction`. */
export type Tx = Prisma.TransactionClient;

/** What is asked in SQL alone: of the database, of a transaction of Prisma's or of one without it (`transaction.ts`). */
export interface Asked {
  $queryRaw<T = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>;
}

/** The same of a transaction, which is told something, too. */
export interface AskedTx extends Asked {
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): Promise<T>;
}

/** Takes the value of a JSON column away. */
export const NO_JSON = Prisma.DbNull;

/**
 * A class that hands in at once waits for its turn: Prisma would give up after two seconds of waiting for a connection,
 * and after five of work, and the students would see an error in the last minute before the due time.
 */
const TRANSACTIONS = { maxWait: 60_000, timeout: 30_000 };

/** A program has a few hundred; what has more is made of its input, and is not worth keeping. */
const MOST_NAMES = 500;
const names = new Map<string, string>();
/** How many rows a list is about decides how they are best found, so that it is planned each time. */
const IS_PLANNED_ONCE = /^\s*(SELECT|INSERT|UPDATE|WITH)\b(?!.*(\bIN \(|\bANY\())/is;

/** Statements with a name are parsed and planned once a connection. */
function nameOf({ sql }: { sql: string }): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST_NAMES || !IS_PLANNED_ONCE.test(sql)) return known;
  const name = `stepwise ${names.size}`;
  names.set(sql, name);
  return name;
}

/** A statement as pg takes it, which writes a time in the zone of the process, at four times the cost. */
export function named({ text, values }: Pick<Prisma.Sql, 'text' | 'values'>): pg.QueryConfig {
  const name = nameOf({ sql: text });
  const sent = values.map((value) => (value instanceof Date ? value.toISOString() : value));
  return { text, values: sent, ...(name !== undefined && { name }) };
}

/**
 * Of what a transaction is asked at once, Prisma asks nothing more after the first that fails, and says `undefined` for the rest: read
 * as no rows, or as a fault of ours. It fails as well, a moment later, so that whoever waits for all of it learns the cause.
 */
async function answered({
  args,
  query,
}: {
  args: unknown;
  query: (args: unknown) => Promise<unknown>;
}): Promise<unknown> {
  const answer = await query(args);
  if (answer !== undefined) return answer;
  await new Promise(setImmediate);
  throw Object.assign(new Error('not asked, since what was asked before it in the transaction failed'), {
    code: 'P2028',
  });
}

const pools = new WeakMap<Db, pg.Pool>();

export function createPrisma(databaseUrl: string, connections = 10): Db {
  const pool = createPool(databaseUrl, connections);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    // The adapter's own type asks for a name in any case; where there is none, pg asks without.
    statementNameGenerator: nameOf as (query: { sql: string }) => string,
  });
  const client = new PrismaClient({ adapter, transactionOptions: TRANSACTIONS });
  const $disconnect = async (): Promise<void> => {
    await client.$disconnect();
    // Prisma leaves the pool open where it has asked nothing itself: `ask` goes by the pool alone.
    if (!pool.ending) await pool.end();
  };
  const extension = { query: { $allOperations: answered }, client: { $disconnect } };
  const db = client.$extends(extension) as unknown as Db;
  pools.set(db, pool);
  return db;
}

/** The connections behind Prisma's client. */
export const poolOf = (db: Db): pg.Pool => pools.get(db)!;

/**
 * The rows of a statement that Prisma would only hand on, for three times of what it costs: for those that every request
 * makes, and every program that is graded. In a transaction of Prisma's it goes by Prisma.
 */
export async function ask<Row extends object>(db: Db | Tx, statement: Prisma.Sql): Promise<Row[]> {
  const pool = pools.get(db as Db);
  if (!pool) return db.$queryRaw<Row[]>(statement);
  const { rows } = await pool.query<Row>(named(statement));
  return rows;
}

/** A condition: a column is one of these ids. Where there is one, its statement is planned once. */
export const isOneOf = (column: Prisma.Sql, ids: readonly string[]): Prisma.Sql =>
  ids.length === 1
    ? Prisma.sql`${column} = ${ids[0]}::uuid`
    : Prisma.sql`${column} = ANY(${[...ids]}::uuid[])`;

/** Whether PostgreSQL ended a transaction because another one changed the same: Prisma has a code of its own, its raw queries have not. */
export const isWriteConflict = (error: unknown): boolean =>
  codesOf(error).some((code) => /^(P2034|40001|40P01)$/.test(code));

/** Whether a row was refused because of a unique constraint. */
export const isUniqueViolation = (error: unknown): boolean =>
  codesOf(error).some((code) => /^(P2002|23505)$/.test(code));
