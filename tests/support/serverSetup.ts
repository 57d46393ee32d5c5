/** Before the server tests: a PostgreSQL, and in it a template database with everything a fresh one needs. */
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from '../../server/config.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open.ts';
import { createLog } from '../../server/log.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import { databaseUrl, listTestDatabases } from './databases.ts';
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
  const template = `test_${process.pid}_template`;
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(template)}`);
  await admin.end();

  const url = databaseUrl(server.url, template);
  await migrate(url);
  const queue = await openGradingQueue(url, createLog('test', 'silent'));
  await queue.close();
  process.env.TEST_SERVER_URL = server.url;
  process.env.TEST_TEMPLATE = template;
  remember(server);
}
