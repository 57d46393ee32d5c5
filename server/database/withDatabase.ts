import { readConfig } from '../config.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { createPrisma } from './prisma.ts';
import type { Db } from './prisma.ts';

/** Runs `work` on the configured database, with all migrations, and leaves it as it was found: running or not. */
export async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfig(process.env));
  try {
    await migrate(database.url);
    const db = createPrisma(database.url, 4);
    try {
      return await work(db);
    } finally {
      await db.$disconnect();
    }
  } finally {
    await database.close();
  }
}
