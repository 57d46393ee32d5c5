/** The PostgreSQL of the tests, and in it a template database with everything a fresh one needs. */
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from '../../server/config.ts';
import { openDatabase } from '../../server/database/open.ts';
import { prepareDatabase } from '../../server/queue/prepareDatabase.ts';
import { createLog } from '../../server/log.ts';
import { beforeSignalEnds } from './beforeSignalEnds.ts';
import { databaseUrl, dropTestRoles, listTestDatabases } from './databases.ts';

/** Databases that are dropped side by side. */
const AT_ONCE = 12;

export interface TestDatabase {
  /** What the tests, and processes that run tests, find it by. */
  environment: { TEST_SERVER_URL: string; TEST_TEMPLATE: string };
  /** Drops what this process and those that it lent the database to have made. */
  close(): Promise<void>;
}

export async function prepareTestDatabase(): Promise<TestDatabase> {
  const server = await openDatabase({
    databaseUrl: process.env.TEST_DATABASE_URL ?? null,
    dataDir: join(ROOT, 'data/test'),
  });
  const sweep = async (which: { ofDeadProcesses: boolean }) => {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    const names = (await listTestDatabases(admin, which)).values();
    // Each waits for a checkpoint, which is the same for those that wait at once.
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      for (const name of names)
        await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      await client.end();
    });
    await Promise.all(lanes);
    await dropTestRoles(admin, which);
    await admin.end();
  };
  await sweep({ ofDeadProcesses: true });
  const template = `test_${process.pid}_template`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(template)}`);
  await admin.end();

  const none = { serverDatabaseUrl: null, workerDatabaseUrl: null };
  const { shared } = await prepareDatabase(
    databaseUrl(server.url, template),
    none,
    createLog('test', 'silent'),
  );
  if (shared) throw new Error(`the tests play with the rights of server and worker: ${shared}`);
  const close = async (): Promise<void> => {
    takeBack();
    await sweep({ ofDeadProcesses: false });
    await server.close();
  };
  const takeBack = beforeSignalEnds(close);
  return { environment: { TEST_SERVER_URL: server.url, TEST_TEMPLATE: template }, close };
}
