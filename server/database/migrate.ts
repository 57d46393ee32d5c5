/**
 * Applies `prisma/migrations` the way `prisma migrate deploy` does: same table, checksums and advisory lock, so that
 * the two can be mixed. It exists because Prisma's own needs an engine that has to be downloaded.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { ROOT } from '../config.ts';
import { OperatorError } from '../errors.ts';
import { LastingClient, UNHURRIED } from './client.ts';

/** The lock that Prisma takes too. */
const ADVISORY_LOCK = 72707369;

const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface Row {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** @returns names of the migrations applied now; safe when several processes start at once. */
export async function migrate(
  databaseUrl: string,
  directory = join(ROOT, 'prisma/migrations'),
): Promise<string[]> {
  const client = new LastingClient({ connectionString: databaseUrl, ...UNHURRIED });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(TABLE);
    const { rows } = await client.query<Row>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const applied: string[] = [];
    for (const name of names.sort()) {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const row = rows.find((candidate) => candidate.migration_name === name);
      if (row && row.finished_at === null)
        throw new OperatorError(`Migration ${name} failed before: see the table _prisma_migrations.`);
      if (row && row.checksum !== checksum)
        throw new OperatorError(
          `Migration ${name} was changed after it was applied: restore the file, or start with an empty database.`,
        );
      if (row) continue;
      await apply(client, name, sql, checksum);
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** A migration and its row in one transaction: it is applied and recorded, or neither. */
async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
