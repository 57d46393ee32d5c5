/** Before the server tests: a PostgreSQL, and in it a template database with everything a fresh one needs. */
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from '../../server/config.ts';
import { openDatabase } from '../../server/database/open.ts';
import { prepareDatabase } from '../../server/queue/prepareDatabase.ts';
import { createLog } from '../../server/log.ts';
import { databaseUrl, dropTestRoles, listTestDatabases } from './databases.ts';
import { remember } from './setupState.ts';

export default async function serverSetup(): Promise<void> {
  const server = await openDatabase({
    databaseUrl: process.env.TEST_DATABASE_URL ?? null,
    dataDir: join(ROOT, 'data/test'),
  });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  for (const left of await listTestDatabases(admin, { ofDeadProcesses: true })) {
    await admin.query(`DROP DATABASE ${pg.escapeIdentifier(left)} WITH (FORCE)`);
  }
  await dropTestRoles(admin, { ofDeadProcesses: true });
  const template = `test_${process.pid}_template`;
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(template)}`);
  await admin.end();

  const url = databaseUrl(server.url, template);
  const none = { serverDatabaseUrl: null, workerDatabaseUrl: null };
  const { shared } = await prepareDatabase(url, none, createLog('test', 'silent'));
  if (shared) throw new Error(`the tests play with the rights of server and worker: ${shared}`);
  process.env.TEST_SERVER_URL = server.url;
  process.env.TEST_TEMPLATE = template;
  remember(server);
}
