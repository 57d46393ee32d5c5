import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/client.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type pg from 'pg';
import { createPool } from './client.ts';

export type Db = PrismaClient;
/** Inside `db.$transaction`. */
export type Tx = Prisma.TransactionClient;

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

const pools = new WeakMap<Db, pg.Pool>();

export function createPrisma(databaseUrl: string, connections = 10): Db {
  const pool = createPool(databaseUrl, connections);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    // The adapter's own type asks for a name in any case; where there is none, pg asks without.
    statementNameGenerator: nameOf as (query: { sql: string }) => string,
  });
  const db = new PrismaClient({ adapter, transactionOptions: TRANSACTIONS });
  pools.set(db, pool);
  return db;
}

/**
 * The rows of a statement that Prisma would only hand on, for three times of what it costs: for those that every request
 * makes, and every program that is graded. Outside of transactions.
 */
export async function ask<Row extends object>(db: Db, { text, values }: Prisma.Sql): Promise<Row[]> {
  const name = nameOf({ sql: text });
  const { rows } = await pools.get(db)!.query<Row>({ text, values, ...(name && { name }) });
  return rows;
}

/** Whether PostgreSQL ended a transaction because another one changed the same. */
export function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2034';
}

/** Whether Prisma refused a row because of a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}
