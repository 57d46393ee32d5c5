import { randomUUID } from 'node:crypto';
import pg from 'pg';

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

/** A database of its own for a test file, copied from the template. @returns its URL */
export async function cloneDatabase(): Promise<string> {
  const { TEST_SERVER_URL: server = '', TEST_TEMPLATE: template = '' } = process.env;
  const name = template.replace('template', randomUUID().slice(0, 8));
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
  await admin.end();
  return databaseUrl(server, name);
}
