import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/client.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { lasting } from './client.ts';

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

export function createPrisma(databaseUrl: string, connections = 10): Db {
  const adapter = new PrismaPg(lasting(databaseUrl, connections));
  return new PrismaClient({ adapter, transactionOptions: TRANSACTIONS });
}

/** Whether PostgreSQL ended a transaction because another one changed the same. */
export function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2034';
}

/** Whether Prisma refused a row because of a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}
