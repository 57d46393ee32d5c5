import pg from 'pg';
import { dropTestRoles, listTestDatabases } from './databases.ts';
import { recall } from './setupState.ts';

export default async function serverTeardown(): Promise<void> {
  const server = recall();
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  for (const name of await listTestDatabases(admin, { ofDeadProcesses: false })) {
    await admin.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  }
  await dropTestRoles(admin, { ofDeadProcesses: false });
  await admin.end();
  await server.close();
}
