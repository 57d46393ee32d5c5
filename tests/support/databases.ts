import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { roleUrl } from '../../server/database/roles.ts';

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Databases made by this run, or those that runs which were killed left behind. */
export async function listTestDatabases(
  admin: pg.Client,
  { ofDeadProcesses }: { ofDeadProcesses: boolean },
): Promise<string[]> {
  const { rows } = await admin.query<{ datname: string }>(
    String.raw`SELECT datname FROM pg_database WHERE datname ~ '^test_\d+_'`,
  );
  return rows
    .map(({ datname }) => datname)
    .filter((name) => {
      const pid = Number(name.split('_')[1]);
      return ofDeadProcesses ? !isAlive(pid) : pid === process.pid;
    });
}

/** @param as another database, to be copied */
async function createDatabase(as?: string): Promise<string> {
  const { TEST_SERVER_URL: server = '', TEST_TEMPLATE: template = '' } = process.env;
  const name = template.replace('template', randomUUID().slice(0, 8));
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const like = as === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(as)}`;
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${like}`);
  await admin.end();
  return databaseUrl(server, name);
}

/** A database of its own for a test file, copied from the template. @returns its URL */
export const cloneDatabase = (): Promise<string> => createDatabase(process.env.TEST_TEMPLATE);

/** The same with what `fill` does to it, which is done once for all files that are played on one PostgreSQL. @returns its URL */
export async function cloneFilled(what: string, fill: (url: string) => Promise<void>): Promise<string> {
  const { TEST_SERVER_URL: server = '', TEST_TEMPLATE: template = '' } = process.env;
  const filled = `${template}_${what}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  // Whoever comes meanwhile waits; the lock goes with the connection.
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [filled]);
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [filled]);
  if (rowCount === 0) {
    const url = await cloneDatabase();
    await fill(url);
    const [name, new_] = [new URL(url).pathname.slice(1), filled].map(pg.escapeIdentifier);
    await admin.query(`ALTER DATABASE ${name} RENAME TO ${new_}`);
  }
  const url = await createDatabase(filled);
  await admin.end();
  return url;
}

/** One in which nothing is yet. @returns its URL */
export const createEmptyDatabase = (): Promise<string> => createDatabase();

/** The database as the server or the worker sees it. A clone has the rights of its template, and so the same roles. */
export function asRole(url: string, part: 'server' | 'worker'): string {
  const { TEST_SERVER_URL: server = '', TEST_TEMPLATE: template = '' } = process.env;
  const ofTemplate = new URL(roleUrl(databaseUrl(server, template), part) ?? '');
  ofTemplate.pathname = new URL(url).pathname;
  return ofTemplate.href;
}

/** Roles that go with `listTestDatabases`. */
export async function dropTestRoles(
  admin: pg.Client,
  { ofDeadProcesses }: { ofDeadProcesses: boolean },
): Promise<void> {
  const { rows } = await admin.query<{ rolname: string }>(
    String.raw`SELECT rolname FROM pg_roles WHERE rolname ~ '^test_\d+_'`,
  );
  for (const { rolname } of rows) {
    const pid = Number(rolname.split('_')[1]);
    if (ofDeadProcesses ? !isAlive(pid) : pid === process.pid)
      await admin.query(`DROP ROLE ${pg.escapeIdentifier(rolname)}`);
  }
}
