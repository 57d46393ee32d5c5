import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/client.ts';
import type { Prisma } from '../../prisma/generated/client.ts';

export type Db = PrismaClient;
/** Inside `db.$transaction`. */
export type Tx = Prisma.TransactionClient;

export function createPrisma(databaseUrl: string, connections = 10): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: connections }) });
}

/** Whether Prisma refused a row because of a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}
