/** What each part may do with the database, tried with its own role. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { roleUrl } from '../../server/database/roles.ts';
import { asRole, cloneDatabase } from '../support/databases.ts';

let owner: pg.Client;
const clients: Partial<Record<'server' | 'worker', pg.Client>> = {};

beforeAll(async () => {
  const url = await cloneDatabase();
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
  for (const part of ['server', 'worker'] as const) {
    const client = new pg.Client({ connectionString: asRole(url, part) });
    await client.connect();
    clients[part] = client;
  }
});
afterAll(async () => {
  await Promise.all([owner, ...Object.values(clients)].map((client) => client.end()));
});

async function refusal(part: 'server' | 'worker', sql: string): Promise<string | null> {
  return clients[part]!.query(sql).then(
    () => null,
    (error: pg.DatabaseError) => error.code ?? error.message,
  );
}
const DENIED = '42501';

describe('the worker', () => {
  const READS = [
    'assignment_versions',
    'assignments',
    'grading_runs',
    'groups',
    'reruns',
    'submission_files',
    'submissions',
  ];

  test('reads jobs and what it grades, and no other table', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const readable = [];
    for (const { name } of rows) {
      if ((await refusal('worker', `SELECT * FROM "${name}" LIMIT 1`)) === null) readable.push(name);
      else expect(await refusal('worker', `SELECT * FROM "${name}" LIMIT 1`)).toBe(DENIED);
    }
    expect(readable).toEqual(READS);
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['secrets', 'user_sessions', 'users', 'answers']),
    );
    expect(await refusal('worker', 'SELECT * FROM pgboss.job LIMIT 1')).toBeNull();
  });

  test('writes reports and nothing else', async () => {
    expect(await refusal('worker', `UPDATE grading_runs SET state = 'running', report = NULL`)).toBeNull();
    for (const sql of [
      'UPDATE grading_runs SET submission_id = id',
      'DELETE FROM grading_runs',
      'INSERT INTO grading_runs (id) VALUES (gen_random_uuid())',
      `UPDATE submission_files SET text = ''`,
      `UPDATE users SET password_hash = ''`,
      'DELETE FROM submissions',
      'TRUNCATE grading_runs CASCADE',
      'CREATE TABLE mine (n int)',
      'ALTER TABLE grading_runs DISABLE TRIGGER ALL',
      'ALTER TABLE grading_runs ADD COLUMN mine int',
      'SET ROLE stepwise',
      `COPY submissions TO PROGRAM 'id'`,
      `SELECT pg_read_file('/etc/passwd')`,
    ])
      expect([sql, await refusal('worker', sql)]).toEqual([sql, DENIED]);
  });
});

describe('the server', () => {
  test('adds to the audit log and changes none of it', async () => {
    const add = `INSERT INTO audit_events (id, action, subject, details) VALUES (gen_random_uuid(), 'x', 'x', '{}')`;
    expect(await refusal('server', add)).toBeNull();
    for (const sql of [
      `UPDATE audit_events SET action = 'y'`,
      'DELETE FROM audit_events',
      'TRUNCATE audit_events',
      'ALTER TABLE audit_events DISABLE TRIGGER ALL',
      'DROP TABLE audit_events',
      'DELETE FROM _prisma_migrations',
      'CREATE TABLE mine (n int)',
      'SET ROLE stepwise',
      'CREATE ROLE mine SUPERUSER',
      `COPY users TO PROGRAM 'id'`,
    ])
      expect([sql, await refusal('server', sql)]).toEqual([sql, DENIED]);
  });
});

test('a part’s password follows from the owner’s and tells nothing of it; without one there is none', () => {
  const url = 'postgresql://owner:secret@db.example:5432/course';
  const [server, worker] = [roleUrl(url, 'server'), roleUrl(url, 'worker')].map(
    (each) => new URL(each ?? ''),
  );
  expect([server?.username, worker?.username]).toEqual(['course_server', 'course_worker']);
  expect(server?.password).toMatch(/^[\w-]{43}$/);
  expect(server?.password).not.toBe(worker?.password);
  expect(roleUrl('postgresql://owner@db.example/course', 'server')).toBeNull();
});
