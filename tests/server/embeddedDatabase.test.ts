/** The embedded PostgreSQL with a directory of its own: two cold starts, joining, leaving, surviving a crash. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import files, { readFile, readdir, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openEmbeddedDatabase } from '../../server/database/embedded.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open.ts';
import { OperatorError } from '../../server/errors.ts';
import { makeDataDirectory } from '../support/dataDirectory.ts';
import { until } from '../support/installation.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await makeDataDirectory('database');
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('two who start at once share one server; the first to leave does not stop it under the other', async () => {
  const [one, other] = await Promise.all([openEmbeddedDatabase(dataDir), openEmbeddedDatabase(dataDir)]);
  expect(one.url).toBe(other.url);
  await ask(one.url, 'CREATE TABLE kept (n integer)');
  await one.close();
  expect(await ask(other.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
  await other.close();
  await expect(ask(other.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('after a crash of the server the next start has what was committed', async () => {
  const crashed = await openEmbeddedDatabase(dataDir);
  await ask(crashed.url, 'INSERT INTO kept VALUES (7)');
  const pidFile = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
  const next = await openEmbeddedDatabase(dataDir);
  expect(await ask(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await next.close();
  await crashed.close();
});

/** There is no room for a lock, as on a disk that is full; to fill one takes root. @returns what gives it back */
function takeRoomForLocks(): () => void {
  const { writeFile } = files;
  const change = (to: typeof writeFile): void => {
    files.writeFile = to;
    syncBuiltinESMExports();
  };
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  change((path, ...rest) =>
    String(path).startsWith(join(dataDir, 'postgres/lock')) ? Promise.reject(full) : writeFile(path, ...rest),
  );
  return () => change(writeFile);
}

test('where there is no room for a lock, a supervisor says so once and goes on, and ends what it has started', async () => {
  const lines: string[] = [];
  const database = await openEmbeddedDatabase(dataDir, (line) => lines.push(line));
  const isFull = (line: string) => line.includes('disk of the database is full');
  const giveBack = takeRoomForLocks();
  try {
    const pidFile = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
    await until('it says so', () => lines.some(isFull));
    // So long that it has tried again.
    await sleep(1_000);
  } finally {
    giveBack();
  }
  await until('it runs again', () => lines.includes('PostgreSQL runs again'));
  expect(lines.filter(isFull)).toHaveLength(1);
  expect(await ask(database.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  const giveBackAgain = takeRoomForLocks();
  await database.close().finally(giveBackAgain);
  await expect(ask(database.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('migrations are applied once, however many start, and Prisma’s own table says so', async () => {
  const database = await openEmbeddedDatabase(dataDir);
  const applied = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  const folders = (await readdir('prisma/migrations')).filter((name) => !name.includes('.'));
  expect(applied.flat()).toEqual(folders.sort());
  const rows = await ask<{ name: string; finished: boolean }>(
    database.url,
    'SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations',
  );
  expect(rows).toEqual(folders.map((name) => ({ name, finished: true })));
  await database.close();
});

test('a database that does not answer is said in one line', async () => {
  const wrong = openDatabase({ databaseUrl: 'postgresql://stepwise@127.0.0.1:1/stepwise', dataDir });
  await expect(wrong).rejects.toThrow(OperatorError);
  await expect(wrong).rejects.toThrow(
    /^The database at 127\.0\.0\.1:1\/stepwise cannot be reached .*DATABASE_URL/,
  );
});
